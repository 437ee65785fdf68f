-- What a case consists of is kept in one row, packed, as reports read it into memory case by case and never ask for less. Promises keep
-- rows of their own, for findings and for their traces. Every case is traced again; reports fill up meanwhile.
drop table handoffs, steps, complaints, effects, contacts, obstacles, setbacks;
truncate journeys, promises;

alter table journeys
  add column facts bytea not null,
  -- Who handed or was handed anything, or promised: whom a decision or another catalogue has to touch.
  add column links text[] not null;
alter table journeys alter column links set storage main;
alter table journeys drop column lost, drop column lost_reason, drop column score;

alter table promises
  drop column made_by, drop column made_at, drop column kept_at, drop column status, drop column at_risk, drop column lateness,
  drop column customer, drop column value, drop column root_link, drop column root_node, drop column root_cause, drop column root_decision,
  drop column root_side, drop column contact_share, drop column customer_share, drop column share_link, drop column share_handoff,
  drop column share_cause, drop column share_decision, drop column share_part, drop column share_excess, drop column channel;

-- Rows are read as a whole now: they stay together up to the size of a page, and nothing is compressed.
alter table journeys alter column facts set storage external;
alter table journeys set (toast_tuple_target = 8160);
alter table promises set (toast_tuple_target = 8160);

-- How many cases were gone through one by one: who asks how far a replay is does not count them.
alter table checkpoints add column cases_done bigint not null default 0;

alter table checkpoints no force row level security;
alter table case_names no force row level security;
update checkpoints c set case_cursor = 0, case_end = coalesce((select max(n.case_no) from case_names n where n.tenant = c.tenant), 0);
alter table case_names force row level security;
alter table checkpoints force row level security;
