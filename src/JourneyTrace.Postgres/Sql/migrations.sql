create schema if not exists journeytrace;

create table if not exists journeytrace.migrations (
  name text primary key,
  checksum text not null,
  applied_at timestamptz not null default now()
)
