select case_no, at, what, side, unit, link, decision, because, amount
from effects
where tenant = current_tenant() and model = current_model() and ($1::bigint[] is null or case_no = any ($1))
order by case_no, number
