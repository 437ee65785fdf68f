insert into seals (tenant, number, starts, ends, xid, position, count, root, head, sealed_at)
values (current_tenant(), $1, $2, $3, $4::text::xid8, $5, $6, $7, $8, $9)
