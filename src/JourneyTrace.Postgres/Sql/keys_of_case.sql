select k.number
from personal_cases c
  join personal_keys k on k.tenant = c.tenant and k.number = c.number
where c.tenant = current_tenant() and c.name = $1 and k.customer is null and k.key is not null
