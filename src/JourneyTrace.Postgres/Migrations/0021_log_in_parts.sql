-- The log lies in parts by the month in which a case was first heard of: all of a case's events are in one, however late they come. A case's number says
-- in which: the part is what stands above 40 bits. Part 0 holds what was there before, and the organisation, which never ends.
create table log_parts (
  part int primary key,
  opened_at timestamptz not null default now(),
  archived_at timestamptz,
  archived_events bigint not null default 0
);
grant select on log_parts to journeytrace_app;
insert into log_parts (part) values (0);

-- A part by its month: months since the year 0.
create function part_of(at timestamptz) returns int language sql stable parallel safe
  return (extract(year from at at time zone 'UTC') * 12 + extract(month from at at time zone 'UTC'))::int - 1;

alter table events no force row level security;
alter table events rename to events_before;
alter table events_before alter column position drop identity;
alter table events_before drop constraint events_pkey;
drop index events_case;

create sequence event_positions;
select setval('event_positions', coalesce((select max(position) from events_before), 0) + 1, false);
grant usage, select on sequence event_positions to journeytrace_app;
alter table events_before alter column position set default nextval('event_positions');

create table events (
  tenant int not null,
  source_no int not null,
  xid xid8 not null default pg_current_xact_id(),
  position bigint not null default nextval('event_positions'),
  case_no bigint not null,
  time timestamptz not null,
  recorded_at timestamptz not null default now(),
  key uuid not null,
  content uuid not null,
  type smallint not null,
  id text collate "C" not null,
  data text collate "C" not null,
  extensions text collate "C",
  trace_parent text collate "C"
) partition by range (case_no);
create index events_order on events (tenant, xid, position);
create index events_case on events (tenant, case_no);

-- Dedupe never expires, and holds over all parts, those that were archived too. The position is the last one of the transaction that stored the event.
create table event_keys (
  case_no bigint not null,
  position bigint not null,
  tenant int not null,
  key uuid not null,
  content uuid not null,
  primary key (tenant, key)
);
insert into event_keys (case_no, position, tenant, key, content) select case_no, position, tenant, key, content from events_before order by tenant, key;
drop index events_key;

-- Old parts are archived: each case's events as one row, whose columns are compressed, and the order in which they stood in the log.
create table archived_cases (
  tenant int not null,
  case_no bigint not null,
  run int not null,
  events int not null,
  source_nos int[] not null,
  xids bigint[] not null,
  positions bigint[] not null,
  times timestamptz[] not null,
  recorded timestamptz[] not null,
  keys uuid[] not null,
  contents uuid[] not null,
  types smallint[] not null,
  ids text[] collate "C" not null,
  data text[] collate "C" not null,
  extensions text[] collate "C" not null,
  trace_parents text[] collate "C" not null,
  primary key (tenant, case_no, run)
);

-- In blocks of some hundreds, each named by its last event.
create table archived_order (
  tenant int not null,
  run int not null,
  xid xid8 not null,
  position bigint not null,
  xids bigint[] not null,
  positions bigint[] not null,
  case_nos bigint[] not null,
  primary key (tenant, run, xid, position)
);

create table archive_runs (
  tenant int not null,
  run int not null,
  part int not null,
  events bigint not null,
  primary key (tenant, run)
);

select guard('events'), guard('event_keys'), guard('archived_cases'), guard('archived_order'), guard('archive_runs');
alter table events attach partition events_before for values from (minvalue) to (1::bigint << 40);
alter table events_before force row level security;
revoke all on events_before from journeytrace_app;
grant select, insert on events, event_keys to journeytrace_app;
grant select on archived_cases, archived_order, archive_runs to journeytrace_app;

create view archived_events with (security_invoker = true) as
select a.tenant, u.source_no, u.xid::text::xid8 as xid, u.position, a.case_no, u.time, u.recorded_at, u.key, u.content, u.type, u.id, u.data, u.extensions, u.trace_parent
from archived_cases a, unnest(a.source_nos, a.xids, a.positions, a.times, a.recorded, a.keys, a.contents, a.types, a.ids, a.data, a.extensions, a.trace_parents)
  as u (source_no, xid, position, time, recorded_at, key, content, type, id, data, extensions, trace_parent);
grant select on archived_events to journeytrace_app;

create function part_table(part int) returns text language sql immutable
  return case part when 0 then 'events_before' else 'events_' || part / 12 || '_' || lpad((part % 12 + 1)::text, 2, '0') end;

-- An empty table for a part's events; true where there was none yet.
create function open_part(number int) returns bool language plpgsql as $$
declare
  name text := part_table(number);
begin
  if exists (select from log_parts where part = number) then
    return false;
  end if;
  execute format('create table %I (like events including all)', name);
  perform guard(name::regclass);
  execute format('alter table events attach partition %I for values from (%s) to (%s)', name, number::bigint << 40, (number + 1)::bigint << 40);
  insert into log_parts (part) values (number);
  return true;
end $$;

-- Moves a part's events into the archive, and puts an empty table in its place, for what comes late. Says how many were moved.
create function archive_part(number int) returns bigint language plpgsql as $$
declare
  name text := part_table(number);
  former text := part_table(number) || '_former';
  horizon xid8 := pg_snapshot_xmin(pg_current_snapshot());
  filled bool;
  behind bool;
  this_tenant int;
  this_run int;
  here bigint;
  late bigint;
  held bigint;
  moved bigint := 0;
begin
  -- Long, and nobody waits for it: the log is only added to.
  for this_tenant in select t.tenant from tenants t order by t.tenant loop
    perform set_config('journeytrace.tenant', this_tenant::text, true);
    execute format('select exists (select from %I where tenant = $1 and xid < $2)', name) into filled using this_tenant, horizon;
    continue when not filled;
    -- What a Tracer is still to hear of stays where it looks for it.
    if exists (select from models m where m.tenant = this_tenant and m.state = 'building') then
      raise exception 'a replay is going on' using errcode = 'JT002';
    end if;
    execute format($q$
      select exists (
        select from checkpoints c join models m on m.tenant = c.tenant and m.model = c.model and m.state = 'current' cross join lateral (
          select from %I e
          where e.tenant = c.tenant and (e.xid, e.position) > (c.xid, c.position) and e.xid < $2 and e.case_no %% 4 = c.shard limit 1) as unseen
        where c.tenant = $1)$q$, name) into behind using this_tenant, horizon;
    if behind then
      raise exception 'the Tracer is behind' using errcode = 'JT001';
    end if;
    this_run := coalesce((select max(r.run) from archive_runs r where r.tenant = this_tenant), 0) + 1;
    execute format($q$
      insert into archived_cases
      select tenant, case_no, $3, count(*), array_agg(source_no), array_agg(xid::text::bigint), array_agg(position), array_agg(time), array_agg(recorded_at),
        array_agg(key), array_agg(content), array_agg(type), array_agg(id), array_agg(data), array_agg(extensions), array_agg(trace_parent)
      from (select * from %I where tenant = $1 and xid < $2 order by case_no, xid, position) as e
      group by tenant, case_no$q$, name) using this_tenant, horizon, this_run;
    execute format($q$
      insert into archived_order
      select $1, $3, (array_agg(xid))[count(*)], (array_agg(position))[count(*)], array_agg(xid::text::bigint), array_agg(position), array_agg(case_no)
      from (select *, (row_number() over (order by xid, position) - 1) / 500 as block from %I where tenant = $1 and xid < $2 order by xid, position) as e
      group by block$q$, name) using this_tenant, horizon, this_run;
    select sum(c.events) into here from archived_cases c where c.tenant = this_tenant and c.run = this_run;
    insert into archive_runs (tenant, run, part, events) values (this_tenant, this_run, number, here);
    moved := moved + here;
  end loop;
  -- Short, and everybody waits for it.
  perform set_config('lock_timeout', '5s', true);
  execute format('alter table events detach partition %I', name);
  execute format('alter table %I rename to %I', name, former);
  execute format('create table %I (like events including all)', name);
  perform guard(name::regclass);
  execute format('alter table events attach partition %I for values from (%s) to (%s)', name, number::bigint << 40, (number + 1)::bigint << 40);
  for this_tenant in select t.tenant from tenants t order by t.tenant loop
    perform set_config('journeytrace.tenant', this_tenant::text, true);
    execute format('insert into %I select * from %I where tenant = $1 and xid >= $2', name, former) using this_tenant, horizon;
    get diagnostics late = row_count;
    execute format('select count(*) from %I where tenant = $1', former) into held using this_tenant;
    select coalesce(sum(r.events), 0) into here from archive_runs r
      where r.tenant = this_tenant and r.part = number and r.xmin = pg_current_xact_id()::xid;
    if held <> here + late then
      raise exception 'of % events % were archived and % kept', held, here, late;
    end if;
  end loop;
  execute format('drop table %I', former);
  update log_parts set archived_at = now(), archived_events = archived_events + moved where part = number;
  return moved;
end $$;
