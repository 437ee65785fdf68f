-- The application works as a role that owns nothing, so that row-level security binds it.
do $$
begin
  if not exists (select from pg_roles where rolname = 'journeytrace_app') then
    create role journeytrace_app nologin;
  end if;
exception when duplicate_object or unique_violation then
  null;
end $$;

grant journeytrace_app to current_user;
grant usage on schema journeytrace to journeytrace_app;

create table tenants (
  tenant int generated always as identity primary key,
  name text collate "C" not null unique
);

insert into tenants (name) values ('default');
grant select on tenants to journeytrace_app;

-- The tenant that a connection speaks for; an error where it says none.
create function current_tenant() returns int
  language sql stable parallel safe
  return current_setting('journeytrace.tenant')::int;

-- Called for each table of a tenant's data.
create function guard(name regclass) returns void
  language plpgsql as $$
begin
  execute format('alter table %s enable row level security', name);
  execute format('alter table %s force row level security', name);
  execute format('create policy own_tenant on %s using (tenant = current_setting(''journeytrace.tenant'')::int)', name);
end $$;
