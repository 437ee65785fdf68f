select id, url, types, secret, made_at, xid::text, number, delivered, attempts, failing_since, failure, next_at, given_up_at
from webhooks where tenant = current_tenant()
order by made_at, id
