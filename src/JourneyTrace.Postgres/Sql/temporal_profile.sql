-- The time from each step to each later one of its case, and how many lie further from the mean than so many deviations (Stertz et al. 2020).
-- In a case of very many steps the next 200 are looked at: all pairs of them would be the square.
, pairs as (
  select a.case_no, a.name as source, b.name as target, (b.at - a.at) / 1e6::float8 as wait
  from walk a join walk b on b.case_no = a.case_no and b.place > a.place and b.place <= a.place + 200
), profile as (
  select source, target, count(*) as times, avg(wait) as mean, stddev_samp(wait) as deviation
  from pairs
  group by source, target
)
select p.source, p.target, p.times, p.mean, p.deviation,
  count(*) filter (where p.deviation > 0 and abs(q.wait - p.mean) > $10 * p.deviation),
  count(distinct q.case_no) filter (where p.deviation > 0 and abs(q.wait - p.mean) > $10 * p.deviation)
from profile p join pairs q on q.source = p.source and q.target = p.target
group by p.source, p.target, p.times, p.mean, p.deviation
order by 6 desc, p.times desc, p.source, p.target
