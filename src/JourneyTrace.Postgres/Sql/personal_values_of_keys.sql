select '', v.pseudonym, v.number, k.key, v.value
from unnest($1::bigint[]) as w (number)
  join personal_keys k on k.tenant = current_tenant() and k.number = w.number and k.key is not null
  join personal_values v on v.tenant = k.tenant and v.number = k.number
