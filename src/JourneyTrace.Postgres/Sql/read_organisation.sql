select s.name, e.id, e.type, e.time, e.recorded_at, e.data
from events e
  join source_names s on s.tenant = e.tenant and s.source_no = e.source_no
  join case_names c on c.tenant = e.tenant and c.case_no = e.case_no
where c.tenant = current_tenant() and c.name = 'organisation' and e.position = any ($1)
