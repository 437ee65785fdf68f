update api_keys k set ends_at = least(k.ends_at, $3)
from tenants t
where t.name = $1 and k.tenant = t.tenant and k.id = $2
