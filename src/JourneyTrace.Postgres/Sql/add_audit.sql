insert into audit (tenant, at, caller, name, method, path, status)
select t.tenant, a.at, a.caller, a.name, a.method, a.path, a.status
from unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[]) with ordinality
  as a (tenant_name, at, caller, name, method, path, status, place) join tenants t on t.name = a.tenant_name
order by a.place
