select c.name, j.kind, j.segment, j.customer, j.value, j.opened_at, j.last_event_at, j.closed, j.events, j.promises, j.broken, j.status,
  j.at_risk, j.as_of
from case_names c join journeys j on j.tenant = c.tenant and j.case_no = c.case_no and j.model = current_model()
where c.tenant = current_tenant() and c.name = $1
