-- The numbers of these names; those that are new get one. What somebody else adds at the same moment may be missing
-- from the answer: ask again.
with wanted as (
  select distinct name collate "C" as name from unnest($1::text[]) as name
), added as (
  insert into source_names (tenant, name)
  select current_tenant(), w.name
  from wanted w
  where not exists (select from source_names n where n.tenant = current_tenant() and n.name = w.name)
  order by w.name
  on conflict (tenant, name) do nothing
  returning name, source_no
)
select w.name, n.source_no::bigint from wanted w join source_names n on n.tenant = current_tenant() and n.name = w.name
union all
select name, source_no::bigint from added
