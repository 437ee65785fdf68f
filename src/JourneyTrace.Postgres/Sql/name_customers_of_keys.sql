with wanted as (
  select * from unnest($1::bigint[], $2::text[]) as w (number, customer)
), named as (
  update personal_keys k set customer = w.customer
  from wanted w
  where k.tenant = current_tenant() and k.number = w.number and k.customer is null
  returning k.number, k.customer
)
select number, customer from named
union
select k.number, k.customer
from personal_keys k join wanted w on w.number = k.number
where k.tenant = current_tenant() and k.customer is not null
