select s.name, e.id, e.type, c.name, e.time, e.recorded_at, e.xid::text, e.position, e.data, e.extensions, e.trace_parent, e.key, e.content
from events e
  join source_names s on s.tenant = e.tenant and s.source_no = e.source_no
  join case_names c on c.tenant = e.tenant and c.case_no = e.case_no
where e.tenant = current_tenant() and e.key = $1
