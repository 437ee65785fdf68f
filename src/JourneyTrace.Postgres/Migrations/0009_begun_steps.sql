-- When each step was begun, where that is known (microseconds since 1970, UTC); null for a case where it never is.
alter table steps add column starts bigint[];

alter table journeys no force row level security;
update journeys set wake_at = '-infinity';
alter table journeys force row level security;
