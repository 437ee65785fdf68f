-- A read model is built beside the one in use: both live in the same tables under another number.
create table models (
  tenant int not null,
  model int not null,
  state text not null check (state in ('building', 'current', 'former')),
  started_at timestamptz not null default now(),
  cases_to_do bigint not null default 0,
  primary key (tenant, model)
);
create unique index models_current on models (tenant) where state = 'current';
create unique index models_building on models (tenant) where state = 'building';

-- How far a shard of a model has read. While case_cursor is set, the shard goes through the cases one by one up to
-- case_end; after that it follows the log from (xid, position).
create table checkpoints (
  tenant int not null,
  model int not null,
  shard smallint not null,
  xid xid8 not null default '0',
  position bigint not null default 0,
  case_cursor bigint,
  case_end bigint not null default 0,
  catalogue int not null default 0,
  moved_at timestamptz not null default now(),
  primary key (tenant, model, shard)
);

create table journeys (
  tenant int not null,
  model int not null,
  case_no bigint not null,
  kind text collate "C",
  segment text collate "C",
  customer text collate "C",
  value double precision,
  opened_at timestamptz,
  last_event_at timestamptz,
  closed boolean not null,
  events int not null,
  promises int not null,
  broken int not null,
  status text collate "C" not null,
  at_risk boolean not null,
  as_of timestamptz not null,
  wake_at timestamptz,
  primary key (tenant, model, case_no)
);
create index journeys_wake on journeys (tenant, model, wake_at) where wake_at is not null;

create table promises (
  tenant int not null,
  model int not null,
  case_no bigint not null,
  promise text collate "C" not null,
  made_by text collate "C" not null,
  made_at timestamptz not null,
  due_at timestamptz not null,
  ended_at timestamptz,
  kept_at timestamptz,
  status text collate "C" not null,
  at_risk boolean not null,
  lateness double precision not null,
  kind text collate "C",
  segment text collate "C",
  customer text collate "C",
  value double precision,
  root_link text collate "C",
  root_node text collate "C",
  root_cause text collate "C",
  root_decision text collate "C",
  root_side text collate "C",
  contact_share double precision,
  customer_share double precision,
  links text[] not null,
  handoffs text[] not null,
  causes text[] not null,
  share_link text[] not null,
  share_handoff text[] not null,
  share_cause text[] not null,
  share_decision text[] not null,
  share_part double precision[] not null,
  share_excess double precision[] not null,
  trace text not null,
  primary key (tenant, model, case_no, promise)
);

create table handoffs (
  tenant int not null,
  model int not null,
  case_no bigint not null,
  node text collate "C" not null,
  from_link text collate "C" not null,
  to_link text collate "C" not null,
  kind text collate "C" not null,
  mode text collate "C" not null,
  requested_at timestamptz not null,
  accepted_at timestamptz,
  ended_at timestamptz,
  outcome text collate "C" not null,
  cause text collate "C",
  taken double precision not null,
  allowance double precision,
  charged int not null,
  blame double precision not null,
  primary key (tenant, model, case_no, node)
);

select guard('models'), guard('checkpoints'), guard('journeys'), guard('promises'), guard('handoffs');

grant select, insert, update, delete on models, checkpoints, journeys, promises, handoffs to journeytrace_app;

-- The model that answers questions.
create function current_model() returns int
  language sql stable
  return (select model from models where tenant = current_tenant() and state = 'current');
