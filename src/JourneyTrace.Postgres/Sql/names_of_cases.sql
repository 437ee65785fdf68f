select c.case_no, c.name
from unnest($1::bigint[]) as k (case_no)
  join case_names c on c.tenant = current_tenant() and c.case_no = k.case_no
