select (select coalesce(sum(c.cases_done), 0)::bigint from checkpoints c where c.tenant = m.tenant and c.model = m.model), m.cases_to_do
from models m
where m.tenant = current_tenant() and m.state = 'building'
