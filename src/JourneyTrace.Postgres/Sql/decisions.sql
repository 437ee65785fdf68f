-- What each decision's shares did, in the promises that fit; and what the effects that name it add up to.
, shares as (
  select d.name, w.case_no, w.promise, w.customer, w.value, w.status, sum(d.part) as part, sum(d.excess) as excess,
    bool_or(w.root_decision = d.name) as root
  from within w, unnest(w.share_decision, w.share_part, w.share_excess) as d (name, part, excess)
  where d.name is not null and w.status in ('broken', 'abandoned')
  group by d.name, w.case_no, w.promise, w.customer, w.value, w.status, w.root_decision
), customers as (
  select name, count(*) as customers, coalesce(sum(value), 0) as value
  from (select name, customer, max(value) as value from shares where customer is not null group by name, customer) as c
  group by name
), lost as (
  select s.name, count(*) as lost, coalesce(sum(s.value), 0) as value
  from (select distinct name, case_no, value from shares) as s
    join journeys j on j.tenant = current_tenant() and j.model = current_model() and j.case_no = s.case_no and j.lost
  group by s.name
), felt as (
  select e.decision as name, sum(e.amount) filter (where e.side = 'internal') as inside, sum(e.amount) filter (where e.side = 'external') as outside
  from effects e join asked a on a.case_no = e.case_no
  where e.tenant = current_tenant() and e.model = current_model() and e.decision is not null
  group by e.decision
), summed as (
  select name, count(distinct case_no) as cases, count(*) as promises, count(*) filter (where root) as roots, sum(part) as blame, sum(excess) as excess
  from shares
  group by name
), failed as (
  select count(*) as all from within where status in ('broken', 'abandoned')
)
select coalesce(s.name, f.name), coalesce(s.cases, 0), coalesce(c.customers, 0), coalesce(s.promises, 0), coalesce(s.roots, 0),
  coalesce(s.blame, 0)::float8, coalesce(s.excess, 0)::float8, coalesce(c.value, 0)::float8, coalesce(l.lost, 0), coalesce(l.value, 0)::float8,
  coalesce(f.inside, 0)::float8, coalesce(f.outside, 0)::float8, (select failed.all from failed)
from summed s
  full join felt f on f.name = s.name
  left join customers c on c.name = s.name
  left join lost l on l.name = s.name
order by coalesce(s.blame, 0) desc, 1
