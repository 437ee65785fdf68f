-- Hand-offs into these links in a window that were not accepted, and not served, before it ended, and that no other link took instead.
select c.name, h.node, h.from_link, h.to_link, h.requested_at, count(*) over ()
from handoffs h join asked a on a.case_no = h.case_no join case_names c on c.tenant = h.tenant and c.case_no = h.case_no
where h.tenant = current_tenant() and h.model = current_model() and h.to_link = any ($9) and h.mode <> 'inform'
  and h.requested_at >= $10 and h.requested_at < $11
  and coalesce(h.accepted_at, 'infinity') >= $11 and (h.ended_at is null or h.ended_at >= $11 or h.outcome = 'refused')
  and not exists (
    select from handoffs o
    where o.tenant = h.tenant and o.model = h.model and o.case_no = h.case_no and o.node <> h.node and o.from_link = h.from_link
      and o.to_link <> all ($9) and o.requested_at >= h.requested_at and o.requested_at < $11
      and (o.accepted_at < $11 or o.outcome = 'delivered' and o.ended_at < $11))
order by h.requested_at, c.name, h.node
limit $12
