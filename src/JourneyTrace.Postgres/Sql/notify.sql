select pg_notify('journeytrace', current_tenant()::text)
