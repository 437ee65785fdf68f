-- Personal values lie apart from the log, sealed with a key of the customer in whose case they came up; in the log a pseudonym stands for each. Where a
-- key is destroyed, what was sealed with it cannot be read in any copy. Keys may be wrapped with one of the operator's own, that no table holds.
create table personal_secrets (
  tenant int primary key,
  secret bytea not null,
  made_at timestamptz not null default now()
);

create sequence personal_key_numbers;

create table personal_keys (
  tenant int not null,
  number bigint not null default nextval('personal_key_numbers'),
  customer text collate "C",
  key bytea,
  made_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (tenant, number)
);
create index personal_keys_customer on personal_keys (tenant, customer) where customer is not null;

create table personal_cases (
  tenant int not null,
  name text collate "C" not null,
  number bigint not null,
  primary key (tenant, name, number)
);
create index personal_cases_number on personal_cases (tenant, number);

create table personal_values (
  tenant int not null,
  number bigint not null,
  pseudonym text collate "C" not null,
  value bytea not null,
  primary key (tenant, number, pseudonym)
);
create index personal_values_pseudonym on personal_values (tenant, pseudonym);

-- How many days anything is kept; null for as long as nobody says otherwise.
create table retention (
  tenant int primary key,
  personal_days int check (personal_days > 0),
  dead_letter_days int check (dead_letter_days > 0),
  audit_days int check (audit_days > 0),
  set_at timestamptz not null default now()
);

select guard('personal_secrets'), guard('personal_keys'), guard('personal_cases'), guard('personal_values'), guard('retention');

grant usage on sequence personal_key_numbers to journeytrace_app;
grant select, insert on personal_cases to journeytrace_app;
grant select, insert, update on personal_secrets, personal_keys, retention to journeytrace_app;
grant select, insert, delete on personal_values to journeytrace_app;
grant delete on dead_letters to journeytrace_app;
create index dead_letters_seen on dead_letters (tenant, last_seen_at);
create index audit_at on audit (tenant, at);

-- The audit log is the login's own; a tenant's retention reaches it through this alone.
create function forget_audit(before timestamptz) returns bigint
  language plpgsql security definer set search_path = journeytrace as $$
declare
  removed bigint;
begin
  delete from audit where tenant = current_setting('journeytrace.tenant')::int
    and number in (select number from audit where tenant = current_setting('journeytrace.tenant')::int and at < before limit 5000);
  get diagnostics removed = row_count;
  return removed;
end $$;
revoke all on function forget_audit(timestamptz) from public;
grant execute on function forget_audit(timestamptz) to journeytrace_app;

alter table api_keys drop constraint api_keys_scopes_check;
alter table api_keys add constraint api_keys_scopes_check check (scopes <@ array['intake', 'read', 'admin', 'personal'] and scopes <> '{}');
