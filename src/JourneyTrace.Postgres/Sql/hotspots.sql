, keyed as (
  select p.case_no, p.promise, p.due_at, p.customer, p.value, p.lateness,
    ($1::timestamptz is null or p.due_at >= $1) and ($2::timestamptz is null or p.due_at < $2) as asked,
    p.status in ('broken', 'abandoned') as failed,
    p.status = 'broken' as broken,
    case $9 when 'Link' then links when 'Handoff' then handoffs when 'Cause' then causes when 'Kind' then array[kind]
      when 'Segment' then array[segment] when 'Promise' then array[promise_name] when 'Procedure' then array[procedure]
      when 'Element' then (select array_agg(distinct element_of(c)) from unnest(causes) as c)
      else (select array_agg(distinct d) from unnest(share_decision) as d) end as parts,
    case $9 when 'Link' then share_link when 'Handoff' then share_handoff when 'Cause' then share_cause
      when 'Decision' then share_decision
      when 'Element' then (select array_agg(element_of(c) order by place) from unnest(share_cause) with ordinality as u (c, place))
      else array_fill(case $9 when 'Kind' then kind when 'Segment' then segment when 'Procedure' then procedure else promise_name end, array[cardinality(share_link)]) end as share_key,
    case $9 when 'Link' then root_link when 'Cause' then root_cause when 'Decision' then root_decision
      when 'Kind' then kind when 'Segment' then segment when 'Promise' then promise_name
      when 'Procedure' then procedure when 'Element' then element_of(root_cause)
      else (select h from unnest(share_link, share_handoff, share_cause, share_decision) as s (l, h, c, d)
        where l = root_link and c = root_cause and d is not distinct from root_decision limit 1) end as root_key,
    share_part, share_excess
  from p, lateral (select case when promise like 'complaint:%' then 'complaint' else promise end as promise_name,
    case $9 when 'Procedure' then (
      select v.name from unnest($13::text[], $14::text[], $15::timestamptz[], $16::timestamptz[]) as v (name, kind, since, until)
      where v.kind = p.kind and p.made_at >= v.since and p.made_at < v.until limit 1) end as procedure) as n
), served as (
  select k.key,
    count(*) filter (where asked) as served,
    count(*) filter (where due_at >= $11 and due_at < $12) as served_now,
    count(*) filter (where due_at >= $10 and due_at < $11) as served_before
  from keyed, unnest(parts) as k (key)
  where k.key is not null
  group by k.key
), charged as (
  select k.key, f.*, k.part, k.excess
  from keyed f, lateral (
    select key, sum(part) as part, sum(excess) as excess
    from unnest(f.share_key, f.share_part, f.share_excess) as u (key, part, excess)
    where key is not null
    group by key
  ) as k
  where f.failed
), blamed as (
  select key,
    count(*) filter (where asked) as broken,
    coalesce(sum(part) filter (where asked), 0) as blame,
    coalesce(sum(excess) filter (where asked), 0) as excess,
    count(*) filter (where asked and root_key = key) as root_of,
    count(*) filter (where asked and broken and excess >= lateness and lateness > 0) as rescues,
    count(*) filter (where due_at >= $11 and due_at < $12) as broken_now,
    count(*) filter (where due_at >= $10 and due_at < $11) as broken_before,
    count(*) filter (where due_at < $10) as ever_before
  from charged
  group by key
), at_stake as (
  select key, count(*) as customers, coalesce(sum(value), 0) as value
  from (select key, customer, max(value) as value from charged where asked and customer is not null group by key, customer) as c
  group by key
)
select s.key, s.served, coalesce(b.broken, 0), coalesce(b.blame, 0)::float8, coalesce(b.root_of, 0), coalesce(b.excess, 0)::float8,
  coalesce(a.customers, 0), coalesce(a.value, 0)::float8, coalesce(b.rescues, 0),
  s.served_now, coalesce(b.broken_now, 0), s.served_before, coalesce(b.broken_before, 0), coalesce(b.ever_before, 0)
from served s left join blamed b on b.key = s.key left join at_stake a on a.key = s.key
where s.served > 0
order by coalesce(b.blame, 0) desc, s.key
