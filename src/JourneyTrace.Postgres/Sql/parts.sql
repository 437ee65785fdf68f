-- What a part holds, as the database estimates it, and what was archived of it.
select p.part, p.opened_at, p.archived_at, greatest(c.reltuples, 0)::bigint, coalesce(pg_total_relation_size(c.oid), 0), p.archived_events, p.part < part_of(now())
from log_parts p left join pg_class c on c.oid = to_regclass('journeytrace.' || part_table(p.part))
order by p.part
