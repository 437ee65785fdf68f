-- Only what is older than the oldest transaction still running, in an order that no later commit can get in front of. Of what was archived: the places of
-- the next events in each run, and then all events of those cases up to the last place.
with live as materialized (
  select * from events
  where tenant = current_tenant() and (xid, position) > ($1::text::xid8, $2) and xid < pg_snapshot_xmin(pg_current_snapshot())
  order by xid, position
  limit $3
), places as materialized (
  select u.xid::text::xid8 as xid, u.position, u.case_no
  from archive_runs r cross join lateral (
    select o.xids, o.positions, o.case_nos from archived_order o
    where o.tenant = r.tenant and o.run = r.run and (o.xid, o.position) > ($1::text::xid8, $2)
    order by o.xid, o.position
    limit $3 / 500 + 2) as b, unnest(b.xids, b.positions, b.case_nos) as u (xid, position, case_no)
  where r.tenant = current_tenant() and (u.xid::text::xid8, u.position) > ($1::text::xid8, $2)
  order by 1, 2
  limit $3
), archived as (
  select e.*
  from (select distinct case_no from places) as k
    cross join lateral (select * from archived_events a where a.tenant = current_tenant() and a.case_no = k.case_no offset 0) as e
  where (e.xid, e.position) > ($1::text::xid8, $2) and (e.xid, e.position) <= (select xid, position from places order by xid desc, position desc limit 1)
), e as (
  select * from live
  union all
  select * from archived
)
select s.name, e.id, e.type, c.name, e.time, e.recorded_at, e.xid::text, e.position, e.data, e.extensions, e.trace_parent, e.key, e.content
from e
  join source_names s on s.tenant = e.tenant and s.source_no = e.source_no
  join case_names c on c.tenant = e.tenant and c.case_no = e.case_no
order by e.xid, e.position
limit $3
