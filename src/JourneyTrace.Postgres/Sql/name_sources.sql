with wanted as (
  select distinct name collate "C" as name from unnest($1::text[]) as name
), known as (
  select w.name, s.source_no from wanted w join source_names s on s.tenant = current_tenant() and s.name = w.name
), added as (
  insert into source_names (tenant, name)
  select current_tenant(), w.name from wanted w where not exists (select from known k where k.name = w.name) order by w.name
  on conflict (tenant, name) do nothing
  returning name, source_no
)
select name, source_no::bigint from known union all select name, source_no::bigint from added
