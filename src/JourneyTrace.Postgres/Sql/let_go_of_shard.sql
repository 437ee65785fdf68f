select pg_advisory_unlock(current_tenant(), $1 * 16 + $2)
