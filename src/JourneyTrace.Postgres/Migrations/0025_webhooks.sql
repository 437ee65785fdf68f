-- Where changes of findings are sent, each at its own pace: it was told everything up to (xid, number).
create table webhooks (
  tenant int not null,
  id text collate "C" not null,
  url text not null,
  types text[],
  secret bytea not null,
  made_at timestamptz not null,
  xid xid8 not null,
  number bigint not null,
  delivered bigint not null default 0,
  attempts int not null default 0,
  failing_since timestamptz,
  failure text,
  next_at timestamptz not null default now(),
  given_up_at timestamptz,
  lease uuid,
  leased_until timestamptz,
  primary key (tenant, id)
);
select guard('webhooks');
grant select, insert, update, delete on webhooks to journeytrace_app;
