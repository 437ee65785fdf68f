select distinct c.name
from personal_keys k
  join personal_cases c on c.tenant = k.tenant and c.number = k.number
where k.tenant = current_tenant() and k.customer = $1 and k.key is not null
order by c.name
