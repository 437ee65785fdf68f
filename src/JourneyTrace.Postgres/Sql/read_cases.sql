-- From the numbers outwards, so that each step is a look-up in a key, however the tables have grown since they were analysed.
select k.case_no, c.name, s.name, e.id, e.type, e.time, e.recorded_at, e.data
from unnest($1::bigint[]) as k (case_no)
  join case_names c on c.tenant = current_tenant() and c.case_no = k.case_no
  join events e on e.tenant = current_tenant() and e.case_no = k.case_no
  join source_names s on s.tenant = current_tenant() and s.source_no = e.source_no
order by k.case_no
