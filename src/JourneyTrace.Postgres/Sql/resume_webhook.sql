update webhooks set given_up_at = null, attempts = 0, failing_since = null, next_at = now() where tenant = current_tenant() and id = $1
