select c.case_no, c.name
from unnest($1::bigint[]) as k (case_no)
  cross join lateral (select case_no, name from case_names where tenant = current_tenant() and case_no = k.case_no offset 0) as c
