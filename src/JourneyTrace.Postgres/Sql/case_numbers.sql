select case_no from case_names where tenant = current_tenant() and case_no > $1 and name <> 'organisation' order by case_no limit $2
