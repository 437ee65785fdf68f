-- How far the primary's log is on disk: what was acknowledged lies before it.
select pg_current_wal_flush_lsn()::text
