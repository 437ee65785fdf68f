-- The numbers of these cases; those that are new get one. What somebody else adds at the same moment may be missing from the answer: ask again.
-- Each name is looked up by itself (limit 1), and a number counted, as in append_named.
with known as materialized (
  select w.name, (select n.case_no from case_names n where n.tenant = current_tenant() and n.name = w.name limit 1) as case_no
  from unnest($1::text[]) as w (name)
), added as (
  insert into case_names (tenant, case_no, name) overriding system value
  select current_tenant(), case when name = 'organisation' then 0 else (select part::bigint << 40 from log_parts where part <= part_of(now()) order by part desc limit 1) end + nextval('case_names_case_no_seq'), name
  from known where case_no is null order by name
  on conflict (tenant, name) do nothing
  returning name, case_no
)
select name, case_no from known where case_no is not null
union all
select name, case_no from added
