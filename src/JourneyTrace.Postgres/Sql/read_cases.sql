-- From the numbers outwards, so that each step is a look-up in a key, however the tables have grown since they were analysed.
select e.case_no, e.source_no, e.id, e.type, e.time, e.recorded_at, e.data
from unnest($1::bigint[]) as k (case_no)
  join events e on e.tenant = current_tenant() and e.case_no = k.case_no
