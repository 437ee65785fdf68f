insert into webhooks (tenant, id, url, types, secret, made_at, xid, number) values (current_tenant(), $1, $2, $3, $4, $5, $6::text::xid8, $7)
