select case_no, from_link, to_link, cause, solved_by, since, solved_at
from setbacks
where tenant = current_tenant() and model = current_model() and ($1::bigint[] is null or case_no = any ($1))
order by case_no, node
