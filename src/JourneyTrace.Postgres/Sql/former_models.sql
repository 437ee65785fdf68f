select model from models where tenant = current_tenant() and state = 'former'
