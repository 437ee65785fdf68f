, mine as (
  select case_no, array_agg(promise) as promises from within group by case_no
)
select h.from_link, h.to_link, count(*),
  count(h.accepted_at), count(*) filter (where h.outcome = 'delivered'), count(*) filter (where h.outcome = 'refused'),
  count(*) filter (where h.outcome = 'returned'), count(*) filter (where h.outcome = 'incomplete'), count(*) filter (where h.outcome = 'open'),
  percentile_cont(0.5) within group (order by h.taken) filter (where h.ended_at is not null),
  percentile_cont(0.9) within group (order by h.taken) filter (where h.ended_at is not null),
  count(h.allowance), count(*) filter (where h.taken > h.allowance),
  coalesce(sum(h.taken - h.allowance) filter (where h.taken > h.allowance), 0)::float8,
  sum(h.charged)::bigint, sum(h.blame)::float8
from handoffs h join journeys j on j.tenant = h.tenant and j.model = h.model and j.case_no = h.case_no left join mine m on m.case_no = h.case_no
where h.tenant = current_tenant() and h.model = current_model()
  and ($3::text is null or $3 in (h.from_link, h.to_link))
  and ($4::text is null or j.kind = $4)
  and ($5::text is null or j.segment = $5)
  and (($1::timestamptz is null and $2::timestamptz is null and $6::text is null and $8::text is null)
    or m.promises && h.promises)
  and ($7::text is null or h.cause = $7)
group by h.from_link, h.to_link
order by sum(h.blame) desc, count(*) desc, h.from_link, h.to_link
