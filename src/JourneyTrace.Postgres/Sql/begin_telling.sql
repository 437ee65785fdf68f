insert into telling (tenant, begun_at, settled_at, settled_case, written, written_case)
select current_tenant(), $1, $1, 0, pg_snapshot_xmin(pg_current_snapshot()), 0
on conflict do nothing
