-- Where there is something to do: cases still to be gone through, another catalogue, new events, or cases that are due.
-- A model that is built looks at every event, so that its marks can be compared with those of the one in use.
with catalogue as (
  select coalesce(max(version), 0) as version from catalogues where tenant = current_tenant()
), organisation as (
  select case_no from case_names where tenant = current_tenant() and name = 'organisation'
)
select m.model, m.state = 'building', c.shard::int,
  c.case_cursor is not null
    or c.catalogue <> (select version from catalogue)
    or exists (
      select from events e
      where e.tenant = current_tenant() and (e.xid, e.position) > (c.xid, c.position) and e.xid < pg_snapshot_xmin(pg_current_snapshot())
        and (m.state = 'building' or e.case_no % 4 = c.shard or e.case_no = (select case_no from organisation)))
    or exists (select from journeys j where j.tenant = current_tenant() and j.model = m.model and j.case_no % 4 = c.shard and j.wake_at <= $1)
from models m join checkpoints c on c.tenant = m.tenant and c.model = m.model
where m.tenant = current_tenant() and m.state in ('current', 'building')
order by m.model, c.shard
