-- What each source sent on each day: of transactions from a mark on, and of what was archived, where that is asked for. Settled is what no later commit can add to.
with stored as (
  select source_no, time, recorded_at, xid < (select pg_snapshot_xmin(pg_current_snapshot())) as settled from events where tenant = current_tenant() and xid >= $1::text::xid8
  union all
  select a.source_no, a.time, a.recorded_at, true from archived_events a where a.tenant = current_tenant() and $2
), daily as (
  select source_no, (recorded_at at time zone 'UTC')::date as day, settled, count(*) as events, min(recorded_at) as first_at, max(recorded_at) as last_at,
    max(time - recorded_at) as ahead, min(recorded_at - time) as late, max(recorded_at - time) as latest, min(time) as first_time, max(time) as last_time
  from stored group by 1, 2, 3
)
select n.name, d.day, d.settled, d.events, d.first_at, d.last_at, extract(epoch from d.ahead)::float8, extract(epoch from d.late)::float8, extract(epoch from d.latest)::float8,
  extract(epoch from d.first_time)::float8, extract(epoch from d.last_time)::float8
from daily d join source_names n on n.tenant = current_tenant() and n.source_no = d.source_no
