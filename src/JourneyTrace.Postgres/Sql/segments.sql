, promised as (
  select case_no, count(*) as promises, count(*) filter (where status = 'kept') as kept, count(*) filter (where status = 'released') as released,
    count(*) filter (where status in ('broken', 'abandoned')) as failed, count(*) filter (where status = 'open') as open
  from within group by case_no
)
select j.segment, count(*), count(distinct j.customer), coalesce(sum(p.promises), 0)::bigint, coalesce(sum(p.kept), 0)::bigint,
  coalesce(sum(p.released), 0)::bigint, coalesce(sum(p.failed), 0)::bigint, coalesce(sum(p.open), 0)::bigint,
  count(*) filter (where j.lost), coalesce(sum(j.value) filter (where j.lost), 0)::float8, coalesce(sum(j.value), 0)::float8,
  count(j.score), avg(j.score), count(*) filter (where j.score >= 9 and p.failed > 0)
from journeys j join asked a on a.case_no = j.case_no left join promised p on p.case_no = j.case_no
where j.tenant = current_tenant() and j.model = current_model()
group by j.segment
order by count(*) desc, j.segment
