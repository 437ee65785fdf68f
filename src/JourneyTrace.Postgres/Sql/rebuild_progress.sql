select (select count(*) from journeys j where j.tenant = m.tenant and j.model = m.model), m.cases_to_do
from models m
where m.tenant = current_tenant() and m.state = 'building'
