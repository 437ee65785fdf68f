select j.kind, count(*), coalesce(sum(p.promises), 0)::bigint, coalesce(sum(p.failed), 0)::bigint
from journeys j join asked a on a.case_no = j.case_no left join (
  select case_no, count(*) as promises, count(*) filter (where status in ('broken', 'abandoned')) as failed from within group by case_no
) as p on p.case_no = j.case_no
where j.tenant = current_tenant() and j.model = current_model() and j.kind is not null
group by j.kind
order by count(*) desc, j.kind
