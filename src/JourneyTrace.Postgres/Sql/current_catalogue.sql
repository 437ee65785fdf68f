select version, put_at, body from catalogues where tenant = current_tenant() order by version desc limit 1
