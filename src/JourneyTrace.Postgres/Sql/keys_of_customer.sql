with named as (
  select number from personal_keys where tenant = current_tenant() and customer = $1 and key is not null
)
select number from named
union
select k.number
from personal_cases c
  join personal_cases other on other.tenant = c.tenant and other.name = c.name
  join personal_keys k on k.tenant = other.tenant and k.number = other.number
where c.tenant = current_tenant() and c.number in (select number from named) and c.name <> '' and k.customer is null and k.key is not null
