update dead_letters set resolved_at = now() where tenant = current_tenant() and number = $1
