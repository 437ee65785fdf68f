-- Locks are seen by everybody; what their holder is and does, by those who may.
select l.pid, coalesce(a.application_name, ''), coalesce(a.state, ''), a.xact_start
from pg_locks l left join pg_stat_activity a on a.pid = l.pid
where l.locktype = 'transactionid' and l.mode = 'ExclusiveLock' and l.granted and l.pid <> pg_backend_pid()
order by age(l.transactionid) desc
limit 1
