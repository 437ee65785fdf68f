update personal_secrets set secret = $2 where tenant = current_tenant() and secret = $1
