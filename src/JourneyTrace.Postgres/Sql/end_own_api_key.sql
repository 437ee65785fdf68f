update api_keys set ends_at = least(ends_at, $2) where tenant = current_tenant() and id = $1
