-- Which decisions stood in the way of anything in a promise's tree, whether it broke or not. Each case is traced again.
alter table promises add column decisions text[] not null default '{}';
alter table promises alter column decisions set storage main;

alter table journeys no force row level security;
update journeys set wake_at = '-infinity';
alter table journeys force row level security;
