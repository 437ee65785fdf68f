-- Adds to what was taken from these keys on a day; answers what that comes to, through all servers.
insert into key_usage as u (tenant, key, day, events)
select t.tenant, c.key, $4, c.events
from unnest($1::text[], $2::text[], $3::bigint[]) as c (tenant_name, key, events) join tenants t on t.name = c.tenant_name
order by t.tenant, c.key
on conflict (tenant, key, day) do update set events = u.events + excluded.events
returning u.key, u.events
