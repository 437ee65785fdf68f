-- Who asked for what. Only the login itself reads and adds to it; nobody changes it.
create table audit (
  tenant int not null,
  number bigint generated always as identity,
  at timestamptz not null,
  caller text collate "C" not null,
  name text not null,
  method text collate "C" not null,
  path text not null,
  status int not null,
  primary key (tenant, number)
);
