select number, key from personal_keys where tenant = current_tenant() and number = any($1) and key is not null
