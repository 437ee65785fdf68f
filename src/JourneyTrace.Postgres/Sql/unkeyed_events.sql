-- How many of these keys are not among those that tell a duplicate.
select count(*)
from unnest($1::uuid[]) as w (key)
where not exists (select from event_keys k where k.tenant = current_tenant() and k.key = w.key)
