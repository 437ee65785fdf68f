select c.name, j.kind, j.segment, j.customer, j.value, j.opened_at, j.last_event_at, j.closed, j.events, j.promises, j.broken, j.status,
  j.at_risk, j.as_of
from journeys j join case_names c on c.tenant = j.tenant and c.case_no = j.case_no
where j.tenant = current_tenant() and j.model = current_model() and j.case_no = any ($1)
order by c.name
