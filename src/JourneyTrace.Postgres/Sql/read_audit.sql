select a.number, a.at, a.caller, a.name, a.method, a.path, a.status
from audit a
where a.tenant = (select t.tenant from tenants t where t.name = $1) and ($2::bigint is null or a.number < $2)
order by a.number desc
limit $3
