delete from {table} where tenant = current_tenant() and model = $1 and case_no = any ($2)
