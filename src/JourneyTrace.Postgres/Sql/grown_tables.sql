-- Tables that hold twice as many rows as when they were looked at last.
select format('%I.%I', s.schemaname, s.relname)
from pg_stat_user_tables s join pg_class c on c.oid = s.relid
where s.schemaname = 'journeytrace' and s.n_live_tup > 200 and s.n_live_tup > 2 * greatest(c.reltuples, 0)
