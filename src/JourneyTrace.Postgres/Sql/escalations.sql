, escalated as (
  select h.case_no, count(*) as steps, count(*) filter (where h.outcome = 'refused' and h.cause = 'absence' or exists (
      select from obstacles o
      where o.tenant = h.tenant and o.model = h.model and o.case_no = h.case_no and o.cause = 'absence'
        and (o.handoff = h.node or o.handoff is null and o.link = h.to_link)
        and o.met_at <= coalesce(h.ended_at, 'infinity') and coalesce(o.cleared_at, 'infinity') > h.requested_at)) as away,
    extract(epoch from max(coalesce(h.ended_at, h.requested_at)) - min(h.requested_at))::float8 as seconds
  from handoffs h join asked a on a.case_no = h.case_no
  where h.tenant = current_tenant() and h.model = current_model() and h.kind = 'escalation'
  group by h.case_no
), ended as (
  select e.*, j.lost or j.status in ('broken', 'abandoned') as lost, j.status = 'kept' and not j.lost as saved
  from escalated e join journeys j on j.tenant = current_tenant() and j.model = current_model() and j.case_no = e.case_no
)
select count(*), coalesce(sum(steps), 0)::bigint, coalesce(sum(away), 0)::bigint, percentile_cont(0.5) within group (order by seconds),
  count(*) filter (where saved), count(*) filter (where lost)
from ended
