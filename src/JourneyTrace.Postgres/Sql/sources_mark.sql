-- When a database was started anew, or events were archived, what was counted before is counted again.
select concat(pg_postmaster_start_time(), ' ', (select stats_reset from pg_stat_bgwriter), ' ', (select stats_reset from pg_stat_wal)),
  coalesce((select max(run) from archive_runs where tenant = current_tenant()), 0), pg_snapshot_xmin(pg_current_snapshot())::text
