-- After the events, in their transaction. Races are decided here, loudly.
insert into event_keys (tenant, case_no, position, key, content)
select current_tenant(), case_no, currval('event_positions'), key, content
from unnest($1::bigint[], $2::uuid[], $3::uuid[]) as e (case_no, key, content)
