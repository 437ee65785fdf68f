-- What was found, and in which state it is: of a case (case_no, subject: the promise), or a hotspot (case_no 0, subject: its key).
create table findings (
  tenant int not null,
  case_no bigint not null,
  kind text collate "C" not null,
  subject text collate "C" not null,
  state text collate "C" not null,
  link text collate "C",
  cause text collate "C",
  times int not null default 1,
  since timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  primary key (tenant, case_no, kind, subject)
);
create index findings_changed on findings (tenant, changed_at);

-- Every change of it. Read in the order of (xid, number) as the log is: what a running transaction may precede is not given yet.
create table finding_changes (
  tenant int not null,
  xid xid8 not null default pg_current_xact_id(),
  number bigint generated always as identity,
  case_no bigint not null,
  kind text collate "C" not null,
  subject text collate "C" not null,
  state text collate "C" not null,
  link text collate "C",
  cause text collate "C",
  at timestamptz not null default now(),
  primary key (tenant, xid, number)
);
create index finding_changes_of on finding_changes (tenant, case_no, kind, subject);

select guard('findings'), guard('finding_changes');

grant select, insert, update on findings to journeytrace_app;
grant select, insert on finding_changes to journeytrace_app;

-- What is broken already is found by tracing every case again.
alter table journeys no force row level security;
update journeys set wake_at = '-infinity';
alter table journeys force row level security;
