-- Events of cases of which some are new: each gets a number, its name and its events in one transaction. Races are decided here by
-- the primary key of event_keys and by case_names_name, loudly. Each name is looked up by itself (limit 1): a plan that was made while there was no name yet
-- and is kept would hold every name that there is against every one that is asked for. A new case's number is counted from the newest part that is there.
with known as materialized (
  select w.name, w.place, (select n.case_no from case_names n where n.tenant = current_tenant() and n.name = w.name limit 1) as case_no
  from unnest($11::text[]) with ordinality as w (name, place)
), numbered as materialized (
  select name, place, case_no is null as is_new,
    coalesce(case_no, case when name = 'organisation' then 0 else (select part::bigint << 40 from log_parts where part <= part_of(now()) order by part desc limit 1) end + nextval('case_names_case_no_seq')) as case_no
  from known
), named as (
  insert into case_names (tenant, case_no, name) overriding system value
  select current_tenant(), case_no, name from numbered where is_new order by name
), sent as materialized (
  select (select array_agg(case_no order by place) from numbered)[case_place] as case_no, e.*
  from unnest($1::int[], $2::int[], $3::timestamptz[], $4::uuid[], $5::uuid[], $6::smallint[], $7::text[], $8::text[], $9::text[], $10::text[])
    as e (source_no, case_place, time, key, content, type, id, data, extensions, trace_parent)
), added as (
  insert into events (tenant, source_no, case_no, time, key, content, type, id, data, extensions, trace_parent)
  select current_tenant(), source_no, case_no, time, key, content, type, id, data, extensions, trace_parent from sent
  returning position
), last as materialized (
  select max(position) as position from added
), keyed as (
  insert into event_keys (tenant, case_no, position, key, content)
  select current_tenant(), case_no, (select position from last), key, content from sent
)
select position, null::text from last
union all
select case_no, name from numbered
