with found as materialized (
  select case_no from event_keys where tenant = current_tenant() and key = $1
), event as (
  select * from events where tenant = current_tenant() and case_no = (select case_no from found) and key = $1
  union all
  select a.* from archived_events a where a.tenant = current_tenant() and a.case_no = (select case_no from found) and a.key = $1
)
select s.name, e.id, e.type, c.name, e.time, e.recorded_at, e.xid::text, e.position, e.data, e.extensions, e.trace_parent, e.key, e.content
from event e
  join source_names s on s.tenant = e.tenant and s.source_no = e.source_no
  join case_names c on c.tenant = e.tenant and c.case_no = e.case_no
