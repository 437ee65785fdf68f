-- Cases whose last event lies long enough back, in the order of that; and cases that changed since, in the order in which they were written.
with mark as (
  select * from telling where tenant = current_tenant()
), fresh as materialized (
  select j.case_no, j.last_event_at, j.written
  from journeys j, mark m
  where j.tenant = current_tenant() and j.model = current_model()
    and (j.last_event_at, j.case_no) > (m.settled_at, m.settled_case) and j.last_event_at <= $1
  order by j.last_event_at, j.case_no
  limit $2
), changed as materialized (
  select j.case_no, j.last_event_at, j.written
  from journeys j, mark m
  where j.tenant = current_tenant() and j.model = current_model()
    and (j.written > m.written or j.written = m.written and j.case_no > m.written_case) and j.written >= m.written
    and j.written < pg_snapshot_xmin(pg_current_snapshot())
  order by j.written, j.case_no
  limit $2
), candidates as (
  select case_no from fresh
  union
  select c.case_no from changed c, mark m
  where c.last_event_at <= $1
    and (c.last_event_at > m.begun_at or exists (select from told_journeys t where t.tenant = current_tenant() and t.case_no = c.case_no))
)
select
  array(
    select n.name
    from candidates c join case_names n on n.tenant = current_tenant() and n.case_no = c.case_no
    where n.name <> 'organisation' and not exists (
      select from promises p
      where p.tenant = current_tenant() and p.model = current_model() and p.case_no = c.case_no and p.ended_at is null)
    order by n.case_no),
  (select count(*) from fresh)::int + (select count(*) from changed)::int,
  coalesce((select last_event_at from fresh order by last_event_at desc, case_no desc limit 1), m.settled_at),
  coalesce((select case_no from fresh order by last_event_at desc, case_no desc limit 1), m.settled_case),
  coalesce((select written from changed order by written desc, case_no desc limit 1), m.written)::text,
  coalesce((select case_no from changed order by written desc, case_no desc limit 1), m.written_case)
from mark m
