select '', w.pseudonym, v.number, v.key, v.value
from unnest($1::text[]) as w (pseudonym)
  cross join lateral (
    select v.number, k.key, v.value
    from personal_values v
      join personal_keys k on k.tenant = v.tenant and k.number = v.number
    where v.tenant = current_tenant() and v.pseudonym = w.pseudonym and k.key is not null and v.number <> all ($2)
    limit 1
  ) as v
