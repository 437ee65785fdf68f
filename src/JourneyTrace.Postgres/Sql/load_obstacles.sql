select case_no, link, handoff, cause, decision, met_at, cleared_at
from obstacles
where tenant = current_tenant() and model = current_model() and ($1::bigint[] is null or case_no = any ($1))
order by case_no, number
