select c.name, j.kind, j.segment, j.customer, j.value, j.opened_at, j.last_event_at, j.closed, j.events, j.promises, j.broken, j.status,
  j.at_risk, j.as_of
from journeys j join case_names c on c.tenant = j.tenant and c.case_no = j.case_no
where j.tenant = current_tenant() and j.model = current_model()
  and ($9::text is null or j.status = $9)
  and ($10::bool is null or j.at_risk = $10)
  and ($11::text is null or position(lower($11) in lower(c.name)) > 0)
  and ($12::text is null or c.name > $12)
  and ($4::text is null or j.kind = $4)
  and ($5::text is null or j.segment = $5)
  and (($1::timestamptz is null and $2::timestamptz is null and $3::text is null and $6::text is null and $7::text is null and $8::text is null)
    or j.case_no in (select case_no from within))
order by c.name
limit $13
