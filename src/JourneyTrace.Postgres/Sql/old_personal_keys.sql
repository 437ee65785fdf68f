select k.number
from personal_keys k
where k.tenant = current_tenant() and k.key is not null and k.made_at < $1
  and not exists (
    select from personal_cases p
      join case_names c on c.tenant = p.tenant and c.name = p.name
      join events e on e.tenant = c.tenant and e.case_no = c.case_no
    where p.tenant = k.tenant and p.number = k.number and e.recorded_at >= $1
  )
  and not exists (select from personal_cases p where p.tenant = k.tenant and p.number = k.number and p.name = '')
order by k.number
limit 1000
