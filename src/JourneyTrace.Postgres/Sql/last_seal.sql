select number, starts, ends, xid::text, position, count, root, head, sealed_at from seals where tenant = current_tenant() order by number desc limit 1
