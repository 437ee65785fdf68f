select number, at, caller, name, method, path, status
from audit
where tenant = current_tenant() and ($1::bigint is null or number < $1)
order by number desc
limit $2
