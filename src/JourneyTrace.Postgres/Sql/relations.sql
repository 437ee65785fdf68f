-- Month by month: what passed between two links, and what those who asked did about it.
, pairs as (
  select h.from_link, h.to_link, date_trunc('month', h.requested_at, 'UTC') as month, count(*) as handoffs, count(*) filter (where h.outcome = 'refused') as refused
  from handoffs h join asked a on a.case_no = h.case_no
  where h.tenant = current_tenant() and h.model = current_model() and h.mode <> 'inform' and h.kind not in ('escalation', 'complaint')
    and ($3::text is null or $3 in (h.from_link, h.to_link))
  group by 1, 2, 3
), escalations as (
  select h.from_link, date_trunc('month', h.requested_at, 'UTC') as month, count(*) as asked, count(*) filter (where h.outcome in ('refused', 'returned', 'open')) as dismissed
  from handoffs h join asked a on a.case_no = h.case_no
  where h.tenant = current_tenant() and h.model = current_model() and h.kind = 'escalation'
  group by 1, 2
), gone as (
  select e.link, date_trunc('month', e.at, 'UTC') as month, sum(e.amount) as colleagues
  from effects e join asked a on a.case_no = e.case_no
  where e.tenant = current_tenant() and e.model = current_model() and e.what = 'colleague-left' and e.link is not null
  group by 1, 2
)
select p.from_link, p.to_link, p.month, p.handoffs, p.refused, coalesce(e.asked, 0), coalesce(e.dismissed, 0), coalesce(g.colleagues, 0)::float8
from pairs p left join escalations e on e.from_link = p.from_link and e.month = p.month
  left join gone g on g.link = p.from_link and g.month = p.month
order by p.from_link, p.to_link, p.month
