-- Everything written by older transactions can be seen. A server that was started anew may have lost what it had not made lasting, and so may one that recovered
-- after one of its processes was killed: it begins its statistics anew then.
select current_model(), pg_snapshot_xmin(pg_current_snapshot())::text,
  concat(pg_postmaster_start_time(), ' ', (select stats_reset from pg_stat_bgwriter), ' ', (select stats_reset from pg_stat_wal))
