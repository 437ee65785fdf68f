-- What is found may have been committed by a session that was ended while it waited for a synchronous standby: it is on the primary, and perhaps not on the standby.
-- A commit that writes anything to the log of the database waits until the standby has all up to it. Without a standby nothing is written.
select pg_logical_emit_message(true, 'journeytrace', '') where current_setting('synchronous_standby_names') <> ''
