with found as materialized (
  select case_no from case_names where tenant = current_tenant() and name = $1
), event as (
  select * from events where tenant = current_tenant() and case_no = (select case_no from found)
  union all
  select a.* from archived_events a where a.tenant = current_tenant() and a.case_no = (select case_no from found)
)
select s.name, e.id, e.type, $1, e.time, e.recorded_at, e.xid::text, e.position, e.data, e.extensions, e.trace_parent, e.key, e.content
from event e join source_names s on s.tenant = e.tenant and s.source_no = e.source_no
