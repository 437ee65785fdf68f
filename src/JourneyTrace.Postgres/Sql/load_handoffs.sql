select case_no, node, from_link, to_link, kind, cause, charged, requested_at, accepted_at, ended_at, taken, allowance, worked, blame, outcome, mode, promises
from handoffs
where tenant = current_tenant() and model = current_model() and ($1::bigint[] is null or case_no = any ($1))
order by case_no, requested_at, node
