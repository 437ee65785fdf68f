-- Effects by the link that they name, or that the gravest failed promise of their case is rooted in.
, root as (
  select distinct on (case_no) case_no, root_link from within
  where status in ('broken', 'abandoned') order by case_no, lateness desc, promise
)
select coalesce(e.link, r.root_link), e.what, e.unit, e.side, e.because, count(*), count(distinct e.case_no), sum(e.amount),
  e.because is null or e.decision is not null or e.because = any ($9)
from effects e join asked a on a.case_no = e.case_no left join root r on r.case_no = e.case_no
where e.tenant = current_tenant() and e.model = current_model()
group by 1, 2, 3, 4, 5, 9
order by sum(e.amount) desc, 1, 2, 3, 4, 5
