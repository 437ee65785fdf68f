-- From the numbers outwards, each case by itself: a plan that was made while the log was empty, and is kept, is a look-up in a key, too.
select e.case_no, e.source_no, e.id, e.type, e.time, e.recorded_at, e.data
from unnest($1::bigint[]) as k (case_no)
  cross join lateral (
    (select case_no, source_no, id, type, time, recorded_at, data from events where tenant = current_tenant() and case_no = k.case_no offset 0)
    union all
    (select a.case_no, source_no, id, type, time, recorded_at, data from archived_events a where a.tenant = current_tenant() and a.case_no = k.case_no offset 0)) as e
