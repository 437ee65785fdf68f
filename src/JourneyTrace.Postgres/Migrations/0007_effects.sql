-- What something cost or saved, as it was recorded in cases; and whether the customer was lost.
create table effects (
  tenant int not null,
  model int not null,
  case_no bigint not null,
  number int not null,
  at timestamptz not null,
  what text collate "C" not null,
  side text collate "C" not null,
  amount double precision not null,
  unit text collate "C",
  link text collate "C",
  decision text collate "C",
  because text collate "C",
  primary key (tenant, model, case_no, number)
);

select guard('effects');

grant select, insert, update, delete on effects to journeytrace_app;

alter table journeys add column lost boolean not null default false;

alter table journeys no force row level security;
update journeys set wake_at = '-infinity';
alter table journeys force row level security;
