-- Blocks of the log that were sealed: what was appended can no longer be changed, removed or put in between unnoticed.
create table seals (
  tenant int not null,
  number bigint not null,
  starts bigint[] not null,
  ends bigint[] not null,
  xid xid8 not null,
  position bigint not null,
  count int not null,
  root bytea not null,
  head bytea not null,
  sealed_at timestamptz not null,
  primary key (tenant, number)
);
create unique index seals_end on seals (tenant, xid, position);

select guard('seals');
grant select, insert on seals to journeytrace_app;
