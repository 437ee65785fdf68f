update models set state = 'current' where tenant = current_tenant() and state = 'building'
