select pg_try_advisory_xact_lock(current_tenant(), 15)
