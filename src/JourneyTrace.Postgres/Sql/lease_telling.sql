select pg_try_advisory_lock(current_tenant(), 8)
