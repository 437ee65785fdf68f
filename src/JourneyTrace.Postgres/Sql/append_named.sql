-- Events of cases of which some are new: each gets a number, its name and its events in one transaction. Races are decided here by
-- events_key and by case_names_name, loudly. Each name is looked up by itself (limit 1): a plan that was made while there was no name yet
-- and is kept would hold every name that there is against every one that is asked for.
with known as materialized (
  select w.name, w.place, (select n.case_no from case_names n where n.tenant = current_tenant() and n.name = w.name limit 1) as case_no
  from unnest($11::text[]) with ordinality as w (name, place)
), numbered as materialized (
  select name, place, case_no is null as is_new, coalesce(case_no, nextval('case_names_case_no_seq')) as case_no from known
), named as (
  insert into case_names (tenant, case_no, name) overriding system value
  select current_tenant(), case_no, name from numbered where is_new order by name
), added as (
  insert into events (tenant, source_no, case_no, time, key, content, type, id, data, extensions, trace_parent)
  select current_tenant(), source_no, (select array_agg(case_no order by place) from numbered)[case_place], time, key, content, type, id, data, extensions, trace_parent
  from unnest($1::int[], $2::int[], $3::timestamptz[], $4::uuid[], $5::uuid[], $6::smallint[], $7::text[], $8::text[], $9::text[], $10::text[])
    as e (source_no, case_place, time, key, content, type, id, data, extensions, trace_parent)
  returning position
)
select max(position), null::text from added
union all
select case_no, name from numbered
