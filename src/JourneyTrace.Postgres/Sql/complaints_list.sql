select n.name, substr(c.complaint, 11), c.heard_by, c.voiced_at, c.registered_at, c.registered_by, c.tries, c.resolved_at, c.resolved_by,
  array(select h.to_link from handoffs h where h.tenant = c.tenant and h.model = c.model and h.case_no = c.case_no and h.kind = 'complaint'
    and c.complaint = any (h.promises) order by h.requested_at, h.node)::text[], c.reached_at is not null, w.status
from complaints c join within w on w.case_no = c.case_no and w.promise = c.complaint
  join case_names n on n.tenant = c.tenant and n.case_no = c.case_no
where c.tenant = current_tenant() and c.model = current_model()
order by c.voiced_at desc, n.name, c.complaint
