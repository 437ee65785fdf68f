-- The numbers of these names; those that are new get one. What somebody else adds at the same moment may be missing
-- from the answer: ask again. Each name is looked up by itself (limit 1): a plan that was made while there was no name yet
-- and is kept would hold every name that there is against every one that is asked for.
with wanted as (
  select distinct name collate "C" as name from unnest($1::text[]) as name
), known as materialized (
  select w.name, (select n.case_no from case_names n where n.tenant = current_tenant() and n.name = w.name limit 1) as case_no
  from wanted w
), added as (
  insert into case_names (tenant, name)
  select current_tenant(), name from known where case_no is null order by name
  on conflict (tenant, name) do nothing
  returning name, case_no
)
select name, case_no::bigint from known where case_no is not null
union all
select name, case_no::bigint from added
