select pg_advisory_unlock(current_tenant(), 8)
