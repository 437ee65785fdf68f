with sealed as (
  select * from unnest($1::bigint[], $2::text[], $3::bytea[]) as v (number, pseudonym, value)
), missing as (
  select count(*) as keys from (select distinct number from sealed) s
  where not exists (select from personal_keys k where k.tenant = current_tenant() and k.number = s.number)
), kept as (
  insert into personal_values (tenant, number, pseudonym, value)
  select current_tenant(), v.number, v.pseudonym, v.value
  from sealed v
  where (select keys from missing) = 0
    and exists (select from personal_keys k where k.tenant = current_tenant() and k.number = v.number and k.key is not null)
  order by v.number, v.pseudonym
  on conflict do nothing
)
select keys from missing
