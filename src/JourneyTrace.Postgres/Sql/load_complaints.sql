select case_no, complaint, heard_by, registered_by, resolved_by, last_link, passed, tries, voiced_at, registered_at, reached_at, resolved_at
from complaints
where tenant = current_tenant() and model = current_model() and ($1::bigint[] is null or case_no = any ($1))
order by case_no, complaint
