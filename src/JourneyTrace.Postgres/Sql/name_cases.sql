-- The numbers of these names; those that are new get one. What somebody else adds at the same moment may be missing
-- from the answer: ask again.
with wanted as (
  select distinct name collate "C" as name from unnest($1::text[]) as name
), added as (
  insert into case_names (tenant, name)
  select current_tenant(), w.name
  from wanted w
  where not exists (select from case_names n where n.tenant = current_tenant() and n.name = w.name)
  order by w.name
  on conflict (tenant, name) do nothing
  returning name, case_no
)
select w.name, n.case_no::bigint from wanted w join case_names n on n.tenant = current_tenant() and n.name = w.name
union all
select name, case_no::bigint from added
