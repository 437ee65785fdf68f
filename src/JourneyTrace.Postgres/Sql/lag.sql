with mark as (
  select c.shard, c.xid, c.position
  from checkpoints c join models m on m.tenant = c.tenant and m.model = c.model and m.state = 'current'
  where c.tenant = current_tenant()
), behind as materialized (
  select e.case_no, e.xid, e.position, e.recorded_at from events e
  where e.tenant = current_tenant() and (e.xid, e.position) > (select xid, position from mark order by xid, position limit 1)
  order by e.xid, e.position limit 100000
)
select
  (select count(*) from behind b join mark m on m.shard = b.case_no % 4 and (b.xid, b.position) > (m.xid, m.position)),
  (select count(*) from journeys j where j.tenant = current_tenant() and j.model = current_model() and j.wake_at <= $1),
  coalesce((select extract(epoch from clock_timestamp() - min(b.recorded_at))::float8
    from behind b join mark m on m.shard = b.case_no % 4 and (b.xid, b.position) > (m.xid, m.position)), 0)
