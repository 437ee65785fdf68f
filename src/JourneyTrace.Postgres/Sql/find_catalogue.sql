select version, put_at, body from catalogues where tenant = current_tenant() and version = $1
