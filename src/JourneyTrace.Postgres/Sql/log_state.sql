select
  greatest(
    coalesce((select e.position from events e where e.tenant = current_tenant() order by e.xid desc, e.position desc limit 1), 0),
    coalesce((select max(o.position) from archived_order o where o.tenant = current_tenant()), 0)),
  (select count(*) from events e where e.tenant = current_tenant() and e.xid >= pg_snapshot_xmin(pg_current_snapshot()))
