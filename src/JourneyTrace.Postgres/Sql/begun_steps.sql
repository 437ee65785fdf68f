-- After asked_cases: the steps whose begin and end are known.
select n.name, s.activities, coalesce(case $9 when 'Person' then s.persons else s.links end, '{}'), s.links, s.starts, s.times
from steps s join asked a on a.case_no = s.case_no join case_names n on n.tenant = s.tenant and n.case_no = s.case_no
where s.tenant = current_tenant() and s.model = current_model() and s.starts is not null
order by n.name
