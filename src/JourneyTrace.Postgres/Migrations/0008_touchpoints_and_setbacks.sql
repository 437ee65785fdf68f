-- Touchpoints with the customer.
create table contacts (
  tenant int not null,
  model int not null,
  case_no bigint not null,
  number int not null,
  at timestamptz not null,
  link text collate "C" not null,
  channel text collate "C",
  insisted boolean not null,
  minutes double precision not null,
  primary key (tenant, model, case_no, number)
);

-- What stood in the way, as cases told it.
create table obstacles (
  tenant int not null,
  model int not null,
  case_no bigint not null,
  number int not null,
  link text collate "C" not null,
  handoff text collate "C",
  cause text collate "C" not null,
  decision text collate "C",
  met_at timestamptz not null,
  cleared_at timestamptz,
  primary key (tenant, model, case_no, number)
);

-- Needs that were refused, came incomplete or were sent back, and who solved that.
create table setbacks (
  tenant int not null,
  model int not null,
  case_no bigint not null,
  node text collate "C" not null,
  from_link text collate "C" not null,
  to_link text collate "C" not null,
  cause text collate "C",
  since timestamptz not null,
  solved_at timestamptz,
  solved_by text collate "C" not null,
  primary key (tenant, model, case_no, node)
);

select guard('contacts'), guard('obstacles'), guard('setbacks');

grant select, insert, update, delete on contacts, obstacles, setbacks to journeytrace_app;

alter table journeys add column lost_reason text collate "C", add column score double precision;
alter table promises add column channel text collate "C";
alter table handoffs add column worked double precision not null default 0;
alter table complaints add column registered_by text collate "C", add column resolved_by text collate "C", add column tries int not null default 1;

alter table journeys no force row level security;
update journeys set wake_at = '-infinity';
alter table journeys force row level security;
