-- A tenant's own keys and audit log are read and changed by the role that row-level security binds, as all else of a tenant is. The login itself, which
-- owns these tables and has to know all keys before it knows whose request it is, sees all of them: row-level security is not forced here.
alter table api_keys enable row level security;
create policy own_tenant on api_keys to journeytrace_app using (tenant = current_setting('journeytrace.tenant')::int);
-- Not their hashes.
grant select (tenant, id, name, scopes, sources, made_at, ends_at, requests_per_second, events_per_day), insert, update (ends_at) on api_keys to journeytrace_app;

alter table audit enable row level security;
create policy own_tenant on audit to journeytrace_app using (tenant = current_setting('journeytrace.tenant')::int);
grant select on audit to journeytrace_app;

-- Nobody's but the login's.
alter table key_usage enable row level security;
