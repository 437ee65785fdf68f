update personal_keys k set customer = w.customer
from unnest($1::bigint[], $2::text[]) as w (number, customer)
where k.tenant = current_tenant() and k.number = w.number and k.customer is null
