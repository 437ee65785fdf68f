select j.case_no, c.name, j.as_of, coalesce(j.wake_at = '-infinity', false), array_agg(p.promise), array_agg(p.trace), j.facts
from (
  select * from journeys where tenant = current_tenant() and model = current_model() and case_no > $1 order by case_no limit $2
) j
  join case_names c on c.tenant = j.tenant and c.case_no = j.case_no
  left join promises p on p.tenant = j.tenant and p.model = j.model and p.case_no = j.case_no
group by j.case_no, c.name, j.as_of, j.wake_at, j.facts
order by j.case_no
