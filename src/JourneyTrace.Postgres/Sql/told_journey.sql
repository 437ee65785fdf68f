select t.revision, t.content, t.refused
from case_names c join told_journeys t on t.tenant = c.tenant and t.case_no = c.case_no
where c.tenant = current_tenant() and c.name = $1
