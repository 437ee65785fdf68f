update models set state = 'former' where tenant = current_tenant() and state = 'current'
