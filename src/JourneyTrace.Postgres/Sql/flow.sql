-- How much of the time between the first request and the last end of a case somebody worked on it.
, flows as (
  select j.kind, h.case_no, sum(h.worked) as work, count(h.accepted_at) as accepted,
    extract(epoch from coalesce(max(h.ended_at), max(j.as_of)) - min(h.requested_at))::float8 as elapsed,
    count(*) filter (where h.kind = 'approval') as approvals, count(*) filter (where h.kind = 'approval' and h.outcome = 'returned') as returned
  from handoffs h join asked a on a.case_no = h.case_no
    join journeys j on j.tenant = h.tenant and j.model = h.model and j.case_no = h.case_no
  where h.tenant = current_tenant() and h.model = current_model() and h.mode <> 'inform'
  group by j.kind, h.case_no
)
select kind, count(*), percentile_cont(0.5) within group (order by elapsed), sum(elapsed), sum(work), sum(accepted)::bigint,
  sum(approvals)::bigint, sum(returned)::bigint
from flows
group by kind
order by count(*) desc, kind
