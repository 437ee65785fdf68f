insert into api_keys (tenant, id, name, scopes, sources, made_at, ends_at, hash, requests_per_second, events_per_day)
values (current_tenant(), $1, $2, $3, $4, $5, $6, $7, $8, $9)
