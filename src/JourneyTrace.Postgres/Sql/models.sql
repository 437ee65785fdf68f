select model, state = 'building' from models where tenant = current_tenant() and state in ('current', 'building') order by model
