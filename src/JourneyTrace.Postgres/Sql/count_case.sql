select count(*)
from case_names c join events e on e.tenant = c.tenant and e.case_no = c.case_no
where c.tenant = current_tenant() and c.name = $1
