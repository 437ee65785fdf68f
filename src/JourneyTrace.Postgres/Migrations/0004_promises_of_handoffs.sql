-- In whose service a hand-off was, so that the filters of promises hold for hand-offs too.
alter table handoffs add column promises text[] collate "C" not null default '{}';

-- Every case is traced again. Row-level security is forced, and a migration speaks for no tenant.
alter table journeys no force row level security;
update journeys set wake_at = '-infinity';
alter table journeys force row level security;
