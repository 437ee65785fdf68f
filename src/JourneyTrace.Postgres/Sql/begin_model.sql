-- From the horizon on the log is followed; what lies before it is reached case by case.
with horizon as materialized (
  select xid, position from (
    (select e.xid, e.position from events e
    where e.tenant = current_tenant() and e.xid < pg_snapshot_xmin(pg_current_snapshot())
    order by e.xid desc, e.position desc limit 1)
    union all
    (select o.xid, o.position from archived_order o where o.tenant = current_tenant() order by o.xid desc, o.position desc limit 1)) as last_ones
  order by xid desc, position desc limit 1
), last_case as (
  select coalesce(max(case_no), 0) as case_no, count(*) as cases from case_names where tenant = current_tenant()
), begun as (
  insert into models (tenant, model, state, cases_to_do)
  select current_tenant(), coalesce((select max(model) from models where tenant = current_tenant()), 0) + 1, 'building', cases
  from last_case
  on conflict do nothing
  returning model
)
insert into checkpoints (tenant, model, shard, xid, position, case_cursor, case_end, catalogue)
select current_tenant(), begun.model, shard, coalesce((select xid from horizon), '0'), coalesce((select position from horizon), 0),
  0, last_case.case_no, coalesce((select max(version) from catalogues where tenant = current_tenant()), 0)
from begun, last_case, generate_series(0, $1 - 1) as shard
