, follows as (
  select case_no, name as source, lead(name) over path as target, (lead(at) over path - at) / 1e6::float8 as wait
  from walk
  window path as (partition by case_no order by place)
)
select source, target, count(*), count(distinct case_no), avg(wait), percentile_cont(0.5) within group (order by wait),
  percentile_cont(0.9) within group (order by wait), min(wait), max(wait), sum(wait), stddev_samp(wait)
from follows
where target is not null
group by source, target
order by count(*) desc, source, target
