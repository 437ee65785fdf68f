-- The hand-offs of the cases that are over, in the order of request, by the version of the procedure that held when they began; the
-- rows without a path sum up a version.
, versions as (
  select * from unnest($9::int[], $10::text[], $11::timestamptz[], $12::timestamptz[]) as v (id, kind, since, until)
), decided as (
  select v.id, j.case_no from journeys j join asked a on a.case_no = j.case_no
    join versions v on v.kind = j.kind and j.opened_at >= v.since and j.opened_at < v.until
  where j.tenant = current_tenant() and j.model = current_model() and (j.closed or j.promises > 0 and not exists (
    select from promises p where p.tenant = j.tenant and p.model = j.model and p.case_no = j.case_no and p.ended_at is null))
), walks as (
  select d.id, d.case_no, coalesce(array_agg(h.to_link || e'\x1f' || h.kind order by h.requested_at, h.node) filter (where h.node is not null), '{}') as path,
    extract(epoch from max(h.ended_at) - min(h.requested_at))::float8 as seconds
  from decided d left join handoffs h on h.tenant = current_tenant() and h.model = current_model() and h.case_no = d.case_no
    and h.mode <> 'inform' and h.kind <> 'complaint'
  group by d.id, d.case_no
), kept as (
  select case_no, count(*) as promises, count(*) filter (where status in ('broken', 'abandoned')) as failed from within group by case_no
)
select w.id, w.path, count(*), coalesce(sum(k.promises), 0)::bigint, coalesce(sum(k.failed), 0)::bigint,
  percentile_cont(0.5) within group (order by w.seconds), count(w.seconds)
from walks w left join kept k on k.case_no = w.case_no
group by grouping sets ((w.id, w.path), (w.id))
order by w.id, count(*) desc, w.path nulls first
