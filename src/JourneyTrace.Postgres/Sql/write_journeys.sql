-- Links come as text parted by the unit separator, which no name can hold.
insert into journeys (tenant, model, case_no, kind, segment, customer, value, opened_at, last_event_at, closed, events, promises,
  broken, status, at_risk, as_of, wake_at, facts, links)
select current_tenant(), $1, j.case_no, j.kind, j.segment, j.customer, j.value, j.opened_at, j.last_event_at, j.closed, j.events, j.promises,
  j.broken, j.status, j.at_risk, j.as_of, j.wake_at, j.facts, string_to_array(j.links, e'\x1f')
from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::float8[], $7::timestamptz[], $8::timestamptz[], $9::bool[],
  $10::int[], $11::int[], $12::int[], $13::text[], $14::bool[], $15::timestamptz[], $16::timestamptz[], $17::bytea[], $18::text[])
  as j (case_no, kind, segment, customer, value, opened_at, last_event_at, closed, events, promises, broken, status, at_risk, as_of,
    wake_at, facts, links)
