-- Which of these keys are stored, with what content.
select key, content, position from events where tenant = current_tenant() and key = any ($1)
