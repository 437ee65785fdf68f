-- The next keys that are not young, and whether all of their cases, archived ones too, have been silent since then. Those of no case are kept.
select k.number, k.silent
from (
  select k.number, not exists (
      select from personal_cases p
        join case_names c on c.tenant = p.tenant and c.name = p.name
      where p.tenant = k.tenant and p.number = k.number
        and (
          exists (select from events e where e.tenant = c.tenant and e.case_no = c.case_no and e.recorded_at >= $1)
          or exists (select from archived_cases a, unnest(a.recorded) as r (at) where a.tenant = c.tenant and a.case_no = c.case_no and r.at >= $1)
        )
    ) and not exists (select from personal_cases p where p.tenant = k.tenant and p.number = k.number and p.name = '') as silent
  from personal_keys k
  where k.tenant = current_tenant() and k.key is not null and k.made_at < $1 and k.number > $2
  order by k.number
  limit 1000
) as k
order by k.number
