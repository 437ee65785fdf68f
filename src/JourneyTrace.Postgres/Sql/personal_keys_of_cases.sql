select k.name, k.number, k.key, k.customer
from unnest($1::text[]) as w (name)
  cross join lateral (
    select c.name, k.number, k.key, k.customer
    from personal_cases c
      join personal_keys k on k.tenant = c.tenant and k.number = c.number
    where c.tenant = current_tenant() and c.name = w.name
    offset 0
  ) as k
order by k.number
