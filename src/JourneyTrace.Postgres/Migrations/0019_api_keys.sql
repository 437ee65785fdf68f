-- Keys of all tenants. The role that questions are asked by has no right to them: they are read by the login itself.
create table api_keys (
  tenant int not null,
  id text collate "C" not null,
  name text not null,
  scopes text[] not null check (scopes <@ array['intake', 'read', 'admin'] and scopes <> '{}'),
  sources text[] collate "C",
  made_at timestamptz not null default now(),
  ends_at timestamptz,
  hash bytea not null,
  primary key (tenant, id)
);
