-- Each link: how it serves (hand-offs into it), and what becomes of the promises that it has a part in.
, mine as (
  select case_no, array_agg(promise) as promises from within group by case_no
), asked as (
  select h.*
  from handoffs h join journeys j on j.tenant = h.tenant and j.model = h.model and j.case_no = h.case_no left join mine m on m.case_no = h.case_no
  where h.tenant = current_tenant() and h.model = current_model() and ($4::text is null or j.kind = $4) and ($5::text is null or j.segment = $5)
    and (($1::timestamptz is null and $2::timestamptz is null and $3::text is null and $6::text is null and $7::text is null and $8::text is null)
      or m.promises && h.promises)
), into_it as (
  select to_link as link, count(*) as handoffs, count(allowance) filter (where outcome <> 'withdrawn' and not (outcome = 'open' and taken <= allowance)) as with_term,
    count(*) filter (where taken <= allowance and outcome in ('delivered', 'incomplete')) as in_term,
    count(*) filter (where outcome = 'refused') as refused,
    count(*) filter (where mode = 'pass' and accepted_at is null and ended_at is null) as orphans,
    percentile_cont(0.5) within group (order by taken) filter (where ended_at is not null) as median
  from asked where mode <> 'inform'
  group by to_link
), parts as (
  select l.link, w.case_no, w.status from within w, unnest(w.links) as l (link)
), served as (
  select link, count(*) as promises, count(*) filter (where status in ('kept', 'released')) as kept,
    count(*) filter (where status in ('broken', 'abandoned')) as failed, count(distinct case_no) as reached
  from parts
  group by link
), blamed as (
  select s.link, sum(s.part) as blame from within w, unnest(w.share_link, w.share_part) as s (link, part)
  where w.status in ('broken', 'abandoned')
  group by s.link
), heard as (
  select c.heard_by as link, count(*) as complaints from complaints c join within w on w.case_no = c.case_no and w.promise = c.complaint
  where c.tenant = current_tenant() and c.model = current_model()
  group by c.heard_by
), powerless as (
  select o.link, count(*) as obstacles from obstacles o
  where o.tenant = current_tenant() and o.model = current_model() and o.cause = 'no-authority' and exists (select from within w where w.case_no = o.case_no)
  group by o.link
), seen as (
  select link, count(*) as cases
  from (select to_link as link, case_no from asked union select from_link, case_no from asked union select link, case_no from parts
    union select c.heard_by, c.case_no from complaints c join within w on w.case_no = c.case_no and w.promise = c.complaint
      where c.tenant = current_tenant() and c.model = current_model()) as a
  group by link
)
select n.link, n.cases, coalesce(i.handoffs, 0), coalesce(i.with_term, 0), coalesce(i.in_term, 0), coalesce(i.refused, 0), coalesce(i.orphans, 0), i.median,
  coalesce(s.promises, 0), coalesce(s.kept, 0), coalesce(s.failed, 0), coalesce(s.reached, 0), coalesce(b.blame, 0)::float8, coalesce(q.complaints, 0), coalesce(z.obstacles, 0)
from seen n
  left join into_it i on i.link = n.link
  left join served s on s.link = n.link
  left join blamed b on b.link = n.link
  left join heard q on q.link = n.link
  left join powerless z on z.link = n.link
where $3::text is null or n.link = $3
order by coalesce(b.blame, 0) desc, n.link
