, root as (
  select distinct on (case_no) case_no, root_link from within
  where status in ('broken', 'abandoned') order by case_no, lateness desc, promise
)
select r.root_link, j.lost_reason, count(*), coalesce(sum(j.value), 0)::float8
from journeys j join asked a on a.case_no = j.case_no left join root r on r.case_no = j.case_no
where j.tenant = current_tenant() and j.model = current_model() and j.lost
group by 1, 2
order by 3 desc, 1, 2
