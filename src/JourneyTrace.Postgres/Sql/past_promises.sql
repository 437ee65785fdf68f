-- The latest promises of one sort whose outcome is known.
select p.made_by, p.made_at, p.due_at, p.ended_at, p.status = 'broken',
  array(select h.to_link from handoffs h where h.tenant = p.tenant and h.model = p.model and h.case_no = p.case_no
    and p.promise = any (h.promises) and h.mode <> 'inform' order by h.requested_at, h.node)::text[],
  array(select h.requested_at from handoffs h where h.tenant = p.tenant and h.model = p.model and h.case_no = p.case_no
    and p.promise = any (h.promises) and h.mode <> 'inform' order by h.requested_at, h.node)
from (
  select * from promises
  where tenant = current_tenant() and model = current_model() and kind is not distinct from $1
    and ($2 = promise or $2 = 'complaint' and promise like 'complaint:%') and status in ('kept', 'broken')
  order by due_at desc
  limit $3
) as p
