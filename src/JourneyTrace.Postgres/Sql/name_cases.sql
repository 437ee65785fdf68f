-- The numbers of these names; those that are new get one. What somebody else adds at the same moment may be missing
-- from the answer: ask again.
with wanted as (
  select distinct name collate "C" as name from unnest($1::text[]) as name
), known as (
  select w.name, c.case_no from wanted w join case_names c on c.tenant = current_tenant() and c.name = w.name
), added as (
  insert into case_names (tenant, name)
  select current_tenant(), w.name from wanted w where not exists (select from known k where k.name = w.name) order by w.name
  on conflict (tenant, name) do nothing
  returning name, case_no
)
select name, case_no from known union all select name, case_no from added
