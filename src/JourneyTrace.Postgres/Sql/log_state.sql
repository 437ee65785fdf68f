select
  coalesce((select e.position from events e where e.tenant = current_tenant() order by e.xid desc, e.position desc limit 1), 0),
  (select count(*) from events e where e.tenant = current_tenant() and e.xid >= pg_snapshot_xmin(pg_current_snapshot()))
