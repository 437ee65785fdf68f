select t.name, k.id, k.name, k.scopes, k.sources, k.made_at, k.ends_at, k.hash, k.requests_per_second, k.events_per_day
from tenants t join api_keys k on k.tenant = t.tenant
order by t.name, k.made_at, k.id
