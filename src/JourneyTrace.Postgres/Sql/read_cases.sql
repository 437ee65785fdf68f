select e.case_no, c.name, s.name, e.id, e.type, e.time, e.recorded_at, e.data
from events e
  join source_names s on s.tenant = e.tenant and s.source_no = e.source_no
  join case_names c on c.tenant = e.tenant and c.case_no = e.case_no
where e.tenant = current_tenant() and e.case_no = any ($1)
order by e.case_no
