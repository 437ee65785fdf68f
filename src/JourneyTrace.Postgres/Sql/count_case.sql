with found as materialized (
  select case_no from case_names where tenant = current_tenant() and name = $1
)
select (select count(*) from events where tenant = current_tenant() and case_no = (select case_no from found))
  + coalesce((select sum(events) from archived_cases where tenant = current_tenant() and case_no = (select case_no from found)), 0)::bigint
