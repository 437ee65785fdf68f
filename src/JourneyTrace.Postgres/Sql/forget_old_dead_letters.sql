with removed as (
  delete from dead_letters where tenant = current_tenant() and last_seen_at < $1 returning 1
)
select count(*) from removed
