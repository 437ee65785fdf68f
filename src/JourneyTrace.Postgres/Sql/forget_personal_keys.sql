with ended as (
  update personal_keys set key = null, ended_at = now()
  where tenant = current_tenant() and number = any($1) and key is not null
  returning number
), removed as (
  delete from personal_values where tenant = current_tenant() and number in (select number from ended) returning 1
)
select (select count(*) from ended), (select count(distinct name) from personal_cases where tenant = current_tenant() and number in (select number from ended)), (select count(*) from removed)
