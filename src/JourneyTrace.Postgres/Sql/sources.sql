with stored as (
  select source_no, time, recorded_at from events where tenant = current_tenant()
  union all
  select a.source_no, a.time, a.recorded_at from archived_events a where a.tenant = current_tenant()
), daily as (
  select source_no, date_trunc('day', recorded_at at time zone 'UTC') as day, count(*) as events, min(recorded_at) as first_at, max(recorded_at) as last_at,
    max(time - recorded_at) as ahead, min(recorded_at - time) as late, max(recorded_at - time) as latest, max(time) as last_time, min(time) as first_time
  from stored group by 1, 2
), lately as (
  -- A clock is judged by the last week that it was heard of: it may have been set right, or have gone wrong, since.
  select *, day > max(day) over (partition by source_no) - interval '7 days' as is_recent from daily
), sent as (
  select source_no, sum(events)::bigint as events, min(first_at) as first_at, max(last_at) as last_at,
    max(ahead) filter (where is_recent) as ahead, min(late) filter (where is_recent) as late, max(latest) filter (where is_recent) as latest,
    (sum(events) filter (where is_recent))::bigint as lately, max(last_at) filter (where is_recent) - min(first_at) filter (where is_recent) as coming,
    max(last_time) filter (where is_recent) - min(first_time) filter (where is_recent) as happening
  from lately group by source_no
), rejected as (
  select source, count(*) as letters, min(received_at) as first_at, max(last_seen_at) as last_at
  from dead_letters where tenant = current_tenant() and source is not null and resolved_at is null
  group by source
)
select coalesce(n.name, r.source), coalesce(s.events, 0), coalesce(r.letters, 0), least(s.first_at, r.first_at), greatest(s.last_at, r.last_at),
  greatest(extract(epoch from s.ahead), case when s.ahead is not null then 0 end)::float8, greatest(extract(epoch from s.late), case when s.late is not null then 0 end)::float8,
  -- As late each time, while they come as fast as they happen: no file that was brought later, and no queue that was long for once.
  coalesce(s.lately >= 10 and s.late >= interval '1 minute' and s.latest - s.late <= s.late / 2 and s.happening > interval '0' and s.coming * 2 >= s.happening, false)
from (sent s join source_names n on n.tenant = current_tenant() and n.source_no = s.source_no)
  full join rejected r on r.source = n.name
order by 1
