update dead_letters set body = '', hash = gen_random_uuid() where tenant = current_tenant() and number = any($1)
