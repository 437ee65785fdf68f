-- The path of each case, step by step: who had it and what was done, when (microseconds since 1970, UTC).
create table steps (
  tenant int not null,
  model int not null,
  case_no bigint not null,
  times bigint[] not null,
  activities text[] collate "C" not null,
  links text[] collate "C" not null,
  persons text[] collate "C" not null,
  lifecycles text[] collate "C" not null,
  primary key (tenant, model, case_no)
);

select guard('steps');

grant select, insert, update, delete on steps to journeytrace_app;

alter table journeys no force row level security;
update journeys set wake_at = '-infinity';
alter table journeys force row level security;
