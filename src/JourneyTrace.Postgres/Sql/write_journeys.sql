insert into journeys (tenant, model, case_no, kind, segment, customer, value, opened_at, last_event_at, closed, events, promises,
  broken, status, at_risk, as_of, wake_at, lost, lost_reason, score)
select current_tenant(), $1, j.*
from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::float8[], $7::timestamptz[], $8::timestamptz[], $9::bool[],
  $10::int[], $11::int[], $12::int[], $13::text[], $14::bool[], $15::timestamptz[], $16::timestamptz[], $17::bool[], $18::text[], $19::float8[]) as j
