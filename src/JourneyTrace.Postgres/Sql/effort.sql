-- What failed promises cost the customer, by the link they are rooted in; the row without a link is all together, each touchpoint once.
, failed as (
  select * from within where status in ('broken', 'abandoned')
), met as (
  select f.root_link, c.case_no, c.number, c.insisted, c.minutes, c.channel = any ($9) as trip
  from failed f join contacts c on c.tenant = current_tenant() and c.model = current_model() and c.case_no = f.case_no
    and c.at >= f.made_at and c.at <= coalesce(f.ended_at, 'infinity')
), once as (
  select distinct root_link, case_no, number, insisted, minutes, coalesce(trip, false) as trip from met
  union all
  select distinct null, case_no, number, insisted, minutes, coalesce(trip, false) from met
), promised as (
  select root_link, count(*) as promises from failed group by root_link
  union all
  select null, count(*) from failed
)
select p.root_link, p.promises, count(o.number), count(*) filter (where o.trip), count(*) filter (where o.insisted), coalesce(sum(o.minutes), 0)::float8
from promised p left join once o on o.root_link is not distinct from p.root_link
group by p.root_link, p.promises
order by 6 desc, 3 desc, 1
