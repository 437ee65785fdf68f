-- First of a switch, as a statement of its own: the statements after it see what another switch has committed meanwhile.
select model from models where tenant = current_tenant() order by model for update
