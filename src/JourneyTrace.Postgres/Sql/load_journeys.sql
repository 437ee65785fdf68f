select j.case_no, c.name, j.written::text, j.facts
from journeys j join case_names c on c.tenant = j.tenant and c.case_no = j.case_no
where j.tenant = current_tenant() and j.model = current_model() and ($1::bigint[] is null or j.case_no = any ($1))
order by j.case_no
