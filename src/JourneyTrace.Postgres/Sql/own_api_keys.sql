select id, name, scopes, sources, made_at, ends_at, requests_per_second, events_per_day
from api_keys
where tenant = current_tenant()
order by made_at, id
