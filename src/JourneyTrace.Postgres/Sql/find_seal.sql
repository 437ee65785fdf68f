select number, starts, ends, xid::text, position, count, root, head, sealed_at from seals
where tenant = current_tenant() and (xid, position) >= ($1::text::xid8, $2) order by xid, position limit 1
