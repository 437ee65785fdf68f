insert into complaints (tenant, model, case_no, complaint, heard_by, voiced_at, registered_at, passed, reached_at, resolved_at, last_link,
  registered_by, resolved_by, tries)
select current_tenant(), $1, c.*
from unnest($2::bigint[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::int[], $8::timestamptz[], $9::timestamptz[], $10::text[],
  $11::text[], $12::text[], $13::int[]) as c
