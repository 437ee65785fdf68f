-- What the current model has not looked at. An event of the organisation is to be seen by every shard; a shard that was traced
-- with an older catalogue counts as a case that waits. From 10,000 events on, how many they are is told from their positions: this is asked often.
with organisation as (
  select case_no from case_names where tenant = current_tenant() and name = 'organisation'
), mark as (
  select c.shard, c.xid, c.position, c.catalogue
  from checkpoints c join models m on m.tenant = c.tenant and m.model = c.model and m.state = 'current'
  where c.tenant = current_tenant()
), lowest as materialized (
  select xid, position from mark order by xid, position limit 1
), behind as materialized (
  select e.case_no, e.xid, e.position, e.recorded_at from events e
  where e.tenant = current_tenant() and (e.xid, e.position) > (select xid, position from lowest)
  order by e.xid, e.position limit 10000
), unseen as (
  select distinct b.position, b.recorded_at
  from behind b join mark m on (m.shard = b.case_no % 4 or b.case_no = (select case_no from organisation)) and (b.xid, b.position) > (m.xid, m.position)
)
select
  case when (select count(*) from behind) < 10000 then (select count(*) from unseen)
    else greatest((select count(*) from unseen), (select e.position from events e where e.tenant = current_tenant() order by e.xid desc, e.position desc limit 1) - (select position from lowest))
  end,
  (select count(*) from journeys j where j.tenant = current_tenant() and j.model = current_model() and j.wake_at <= $1)
    + (select count(*) from mark where catalogue <> (select coalesce(max(version), 0) from catalogues where tenant = current_tenant())),
  coalesce((select extract(epoch from clock_timestamp() - min(recorded_at))::float8 from unseen), 0)
