with wanted as materialized (
  select w.place, w.name, w.customer, w.key, nextval('personal_key_numbers') as number
  from unnest($1::text[], $2::text[], $3::bytea[]) with ordinality as w (name, customer, key, place)
), customers as (
  select w.customer, min(w.place) as place, (
      select min(k.number) from personal_keys k
      where k.tenant = current_tenant() and k.customer = w.customer and k.key is not null
    ) as living
  from wanted w where w.customer is not null group by w.customer
), chosen as materialized (
  select w.place, w.name, w.customer,
    case when w.customer is null then w.number else coalesce(c.living, f.number) end as number,
    case when w.customer is null then w.key when c.living is null then f.key else (
      select k.key from personal_keys k where k.tenant = current_tenant() and k.number = c.living
    ) end as key,
    w.customer is null or (c.living is null and f.place = w.place) as is_new
  from wanted w
    left join customers c on c.customer = w.customer
    left join wanted f on f.place = c.place
), keys as (
  insert into personal_keys (tenant, number, customer, key)
  select current_tenant(), number, customer, key from chosen where is_new
), cases as (
  insert into personal_cases (tenant, name, number)
  select distinct current_tenant(), name, number from chosen order by name
  on conflict do nothing
)
select name, number, key, customer from chosen order by place
