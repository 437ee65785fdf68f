-- Delivered hand-offs into these links, before and after a moment.
select h.requested_at >= $10, count(*), avg(h.taken), percentile_cont(0.5) within group (order by h.taken), stddev_samp(h.taken)
from handoffs h join asked a on a.case_no = h.case_no
where h.tenant = current_tenant() and h.model = current_model() and h.to_link = any ($9) and h.mode <> 'inform'
  and h.outcome in ('delivered', 'incomplete')
group by 1
