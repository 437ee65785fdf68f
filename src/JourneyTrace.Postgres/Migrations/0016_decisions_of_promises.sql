-- Which decisions stood in the way of anything in a promise's tree, whether it broke or not. Each case is traced again; until then they are those
-- that had a share.
alter table promises add column decisions text[] not null default '{}';
alter table promises alter column decisions set storage main;

alter table journeys no force row level security;
alter table promises no force row level security;
update promises set decisions = array(select distinct d from unnest(share_decision) as d where d is not null) where share_decision <> '{}';
update journeys set wake_at = '-infinity';
alter table promises force row level security;
alter table journeys force row level security;
