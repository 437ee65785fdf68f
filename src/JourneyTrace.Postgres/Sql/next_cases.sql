select case_no from case_names
where tenant = current_tenant() and case_no > $1 and case_no <= $2 and case_no % 4 = $3 and name <> 'organisation'
order by case_no
limit $4
