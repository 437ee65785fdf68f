select w.name, v.pseudonym, v.number, v.key, v.value
from unnest($1::text[]) as w (name)
  cross join lateral (
    select v.pseudonym, v.number, k.key, v.value
    from personal_cases c
      join personal_keys k on k.tenant = c.tenant and k.number = c.number
      join personal_values v on v.tenant = c.tenant and v.number = c.number
    where c.tenant = current_tenant() and c.name = w.name and k.key is not null
    offset 0
  ) as v
