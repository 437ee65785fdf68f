-- What is new in the log after a mark, as the cases of one shard (and the organisation, which is every shard's).
with organisation as (
  select case_no from case_names where tenant = current_tenant() and name = 'organisation'
), tail as materialized (
  select xid, position, case_no, trace_parent from events
  where tenant = current_tenant() and (xid, position) > ($1::text::xid8, $2) and xid < pg_snapshot_xmin(pg_current_snapshot())
  order by xid, position
  limit $4
)
select
  (select count(*) from tail),
  (select xid::text from tail order by xid desc, position desc limit 1),
  (select position from tail order by xid desc, position desc limit 1),
  array(select distinct case_no from tail where case_no % 4 = $3 and case_no is distinct from (select case_no from organisation)),
  array(select position from tail where case_no = (select case_no from organisation)),
  array(select distinct trace_parent from tail where case_no % 4 = $3 and trace_parent is not null limit 100),
  (select count(*) from tail where case_no % 4 = $3)
