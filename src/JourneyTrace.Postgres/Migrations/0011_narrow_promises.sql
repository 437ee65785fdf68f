-- A report reads the rows of promises, and not their traces: those are kept beside.
alter table promises alter column trace set storage external,
  alter column links set storage main, alter column handoffs set storage main, alter column causes set storage main,
  alter column share_link set storage main, alter column share_handoff set storage main, alter column share_cause set storage main,
  alter column share_decision set storage main, alter column share_part set storage main, alter column share_excess set storage main;
alter table promises set (toast_tuple_target = 256);

-- Asked in every report: without this none could use more than one processor.
create or replace function current_model() returns int
  language sql stable parallel safe
  return (select model from models where tenant = current_tenant() and state = 'current');

alter table journeys no force row level security;
update journeys set wake_at = '-infinity';
alter table journeys force row level security;
