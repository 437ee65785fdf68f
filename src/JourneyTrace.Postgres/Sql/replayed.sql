-- Whether this server (a replica, or the primary itself) has all that the primary had on disk. What is asked afterwards sees it; in the same statement it might not.
select not pg_is_in_recovery() or pg_last_wal_replay_lsn() >= $1::text::pg_lsn
