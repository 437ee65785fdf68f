select name, 1 from case_names where tenant = current_tenant() and journey_id(tenant, name) = $1
union all
select c.name, r.revision
from told_revisions r join case_names c on c.tenant = r.tenant and c.case_no = r.case_no
where r.tenant = current_tenant() and r.journey = $1
