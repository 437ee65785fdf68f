with old as (
  select tenant, number from dead_letters where tenant = current_tenant() and last_seen_at < $1 limit 5000
), removed as (
  delete from dead_letters d using old o where d.tenant = o.tenant and d.number = o.number returning 1
)
select count(*) from removed
