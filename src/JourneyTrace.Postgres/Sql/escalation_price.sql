select e.what, e.unit, e.side, count(*), sum(e.amount)
from effects e join asked a on a.case_no = e.case_no
where e.tenant = current_tenant() and e.model = current_model()
  and exists (select from handoffs h where h.tenant = e.tenant and h.model = e.model and h.case_no = e.case_no and h.kind = 'escalation')
group by 1, 2, 3
order by 5 desc, 1, 2, 3
