insert into api_keys (tenant, id, name, scopes, sources, made_at, ends_at, hash, requests_per_second, events_per_day)
select t.tenant, $2, $3, $4, $5, $6, $7, $8, $9, $10 from tenants t where t.name = $1
