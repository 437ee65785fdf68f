select pid, coalesce(application_name, ''), coalesce(state, ''), xact_start
from pg_stat_activity
where backend_xid is not null and xact_start is not null and pid <> pg_backend_pid()
order by xact_start
limit 1
