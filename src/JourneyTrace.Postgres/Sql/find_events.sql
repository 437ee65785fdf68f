-- Which of these keys are stored, with what content, and a position at or after theirs.
select key, content, position from event_keys where tenant = current_tenant() and key = any ($1)
