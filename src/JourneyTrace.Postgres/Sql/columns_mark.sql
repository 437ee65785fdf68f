-- Everything written by older transactions can be seen. A server that was started anew may have lost what it had not made lasting.
select current_model(), pg_snapshot_xmin(pg_current_snapshot())::text, pg_postmaster_start_time()::text
