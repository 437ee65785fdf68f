delete from {table} where tenant = current_tenant() and model = any ($1)
