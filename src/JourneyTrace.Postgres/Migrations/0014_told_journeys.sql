-- The id of a case's journey in trace stores, as JourneyIds makes it: from the id to the case.
create function journey_id(tenant int, name text) returns uuid language sql immutable parallel safe
as $$ select encode(substr(sha256(convert_to(tenant::text || e'\n' || name, 'UTF8')), 1, 16), 'hex')::uuid $$;
create index case_names_journey on case_names (tenant, journey_id(tenant, name));

-- What was told of a case to a trace store last.
create table told_journeys (
  tenant int not null,
  case_no bigint not null,
  revision int not null,
  content uuid not null,
  told_at timestamptz not null default now(),
  primary key (tenant, case_no)
);

-- Every later revision has an id of its own.
create table told_revisions (
  tenant int not null,
  journey uuid not null,
  case_no bigint not null,
  revision int not null,
  primary key (tenant, journey)
);

-- How far the telling has come: cases by the time of their last event, and changed cases by the transaction that wrote them.
create table telling (
  tenant int not null,
  begun_at timestamptz not null,
  settled_at timestamptz not null,
  settled_case bigint not null,
  written xid8 not null,
  written_case bigint not null,
  primary key (tenant)
);
create index journeys_last_event on journeys (tenant, model, last_event_at, case_no);

select guard('told_journeys'), guard('told_revisions'), guard('telling');
grant select, insert, update on told_journeys, told_revisions, telling to journeytrace_app;
