select case_no, promise, made_by, channel, root_link, root_cause, root_decision, made_at, due_at, ended_at, lateness, status, root_side, at_risk,
  links, handoffs, causes, decisions, share_link, share_handoff, share_cause, share_decision, share_part, share_excess
from promises
where tenant = current_tenant() and model = current_model() and ($1::bigint[] is null or case_no = any ($1))
order by case_no, promise
