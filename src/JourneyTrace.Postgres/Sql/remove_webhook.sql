delete from webhooks where tenant = current_tenant() and id = $1
