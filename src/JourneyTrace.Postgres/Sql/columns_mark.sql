-- Everything written by older transactions can be seen.
select current_model(), pg_snapshot_xmin(pg_current_snapshot())::text
