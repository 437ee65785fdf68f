, paths as (
  select case_no, array_agg(name order by place) as path, (max(at) - min(at)) / 1e6::float8 as taken
  from walk
  group by case_no
), kept as (
  select case_no, count(*) as promises, count(*) filter (where status in ('broken', 'abandoned')) as failed
  from within
  group by case_no
)
select path, count(*), percentile_cont(0.5) within group (order by taken), coalesce(sum(k.promises), 0)::bigint, coalesce(sum(k.failed), 0)::bigint,
  count(*) over (), (sum(count(*)) over ())::bigint
from paths left join kept k using (case_no)
group by path
order by count(*) desc, path
offset $10 limit $11
