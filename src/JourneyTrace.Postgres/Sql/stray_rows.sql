-- In one snapshot: events of transactions that are not over (what such a one has appended is seen by nobody), archived events that have no place in the order
-- of the log, events of cases and sources that have no name, and keys of events that are not there.
with live as (
  select count(*) as count, count(*) filter (
    where c.case_no is null or s.source_no is null
      or e.xid >= pg_snapshot_xmin(pg_current_snapshot()) and not pg_visible_in_snapshot(e.xid, pg_current_snapshot())) as stray
  from events e
    left join case_names c on c.tenant = e.tenant and c.case_no = e.case_no
    left join source_names s on s.tenant = e.tenant and s.source_no = e.source_no
  where e.tenant = current_tenant()
), archived as (
  select a.case_no, u.xid, u.position, u.source_no
  from archived_cases a cross join lateral unnest(a.xids, a.positions, a.source_nos) as u (xid, position, source_no)
  where a.tenant = current_tenant()
), unplaced as (
  select a.case_no, a.xid, a.position from archived a
  except all
  select u.case_no, u.xid, u.position
  from archived_order o cross join lateral unnest(o.case_nos, o.xids, o.positions) as u (case_no, xid, position)
  where o.tenant = current_tenant()
)
select
  l.stray + (select count(*) from unplaced) + (
    select count(*) from archived a
      left join case_names c on c.tenant = current_tenant() and c.case_no = a.case_no
      left join source_names s on s.tenant = current_tenant() and s.source_no = a.source_no
    where c.case_no is null or s.source_no is null),
  greatest(0, (select count(*) from event_keys k where k.tenant = current_tenant()) - l.count - (select count(*) from archived))
from live l
