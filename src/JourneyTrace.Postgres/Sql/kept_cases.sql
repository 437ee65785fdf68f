-- From the cases outwards, each by itself: whole tables are not read for a page of them.
select j.case_no, c.name, j.as_of, coalesce(j.wake_at = '-infinity', false), p.names, p.traces, j.facts
from (
  select * from journeys where tenant = current_tenant() and model = current_model() and case_no > $1 order by case_no limit $2
) j
  cross join lateral (select name from case_names where tenant = current_tenant() and case_no = j.case_no offset 0) as c
  cross join lateral (
    select coalesce(array_agg(promise), '{}') as names, coalesce(array_agg(trace), '{}') as traces
    from promises where tenant = current_tenant() and model = j.model and case_no = j.case_no) as p
order by j.case_no
