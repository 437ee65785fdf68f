select number, starts, ends, xid::text, position, count, root, head, sealed_at from seals
where tenant = current_tenant() and number > $1 order by number limit $2
