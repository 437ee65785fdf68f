-- Setbacks by pair and cause; the row without a pair is all together.
select s.from_link, s.to_link, s.cause, count(*), count(distinct s.case_no), min(s.since), max(s.since),
  count(*) filter (where s.solved_by = 'peers'), count(*) filter (where s.solved_by = 'hierarchy'), count(*) filter (where s.solved_by = 'none'),
  percentile_cont(0.5) within group (order by extract(epoch from s.solved_at - s.since)::float8) filter (where s.solved_by = 'peers'),
  percentile_cont(0.5) within group (order by extract(epoch from s.solved_at - s.since)::float8) filter (where s.solved_by = 'hierarchy')
from setbacks s join asked a on a.case_no = s.case_no
where s.tenant = current_tenant() and s.model = current_model() and ($3::text is null or $3 in (s.from_link, s.to_link))
group by grouping sets ((s.from_link, s.to_link, s.cause), ())
having count(*) > 0
order by count(*) desc, 1 nulls first, 2, 3
