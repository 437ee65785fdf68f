delete from effects where tenant = current_tenant() and model = $1 and case_no = any ($2)
