-- Small numbers stand for names in the log: its keys are its cost.
create table case_names (
  tenant int not null,
  case_no bigint generated always as identity,
  name text collate "C" not null,
  primary key (tenant, case_no)
);
create unique index case_names_name on case_names (tenant, name) include (case_no);

create table source_names (
  tenant int not null,
  source_no int generated always as identity,
  name text collate "C" not null,
  primary key (tenant, source_no)
);
create unique index source_names_name on source_names (tenant, name);

-- The log, append-only. The order to read it in is (xid, position): a transaction that is still running may hold a lower
-- position than one that has committed, but never a lower xid than the oldest that is running.
create table events (
  tenant int not null,
  source_no int not null,
  xid xid8 not null default pg_current_xact_id(),
  position bigint generated always as identity,
  case_no bigint not null,
  time timestamptz not null,
  recorded_at timestamptz not null default now(),
  key uuid not null,
  content uuid not null,
  type smallint not null,
  id text collate "C" not null,
  data text collate "C" not null,
  extensions text collate "C",
  trace_parent text collate "C",
  primary key (tenant, xid, position)
) with (fillfactor = 100);

-- Dedupe never expires.
create unique index events_key on events (tenant, key);
create index events_case on events (tenant, case_no);

create table dead_letters (
  tenant int not null,
  number bigint generated always as identity,
  hash uuid not null,
  received_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  seen int not null default 1,
  origin text collate "C" not null,
  content_type text collate "C" not null,
  code text collate "C" not null,
  pointer text collate "C" not null,
  detail text collate "C" not null,
  source text collate "C",
  id text collate "C",
  body bytea not null,
  resolved_at timestamptz,
  primary key (tenant, number)
);
create unique index dead_letters_hash on dead_letters (tenant, hash);
create index dead_letters_event on dead_letters (tenant, source, id);

create table catalogues (
  tenant int not null,
  version int not null,
  put_at timestamptz not null default now(),
  body text not null,
  primary key (tenant, version)
);

select guard('case_names'), guard('source_names'), guard('events'), guard('dead_letters'), guard('catalogues');

grant select, insert on case_names, source_names, events, catalogues to journeytrace_app;
grant select, insert, update on dead_letters to journeytrace_app;
