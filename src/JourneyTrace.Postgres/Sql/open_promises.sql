select c.name, w.promise, w.kind, case when w.promise like 'complaint:%' then 'complaint' else w.promise end, w.made_by, w.made_at, w.due_at, w.at_risk,
  array(select h.to_link from handoffs h where h.tenant = current_tenant() and h.model = current_model() and h.case_no = w.case_no
    and w.promise = any (h.promises) and h.mode <> 'inform' order by h.requested_at, h.node)::text[],
  array(select h.requested_at from handoffs h where h.tenant = current_tenant() and h.model = current_model() and h.case_no = w.case_no
    and w.promise = any (h.promises) and h.mode <> 'inform' order by h.requested_at, h.node)
from within w join case_names c on c.tenant = current_tenant() and c.case_no = w.case_no
where w.status = 'open'
order by w.due_at, c.name, w.promise
limit $9
