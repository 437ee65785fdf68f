select s.name, e.id, e.type, c.name, e.time, e.recorded_at, e.xid::text, e.position, e.data, e.extensions, e.trace_parent, e.key, e.content
from case_names c
  join events e on e.tenant = c.tenant and e.case_no = c.case_no
  join source_names s on s.tenant = e.tenant and s.source_no = e.source_no
where c.tenant = current_tenant() and c.name = $1
