insert into api_keys (tenant, id, name, scopes, sources, made_at, ends_at, hash)
select t.tenant, $2, $3, $4, $5, $6, $7, $8 from tenants t where t.name = $1
