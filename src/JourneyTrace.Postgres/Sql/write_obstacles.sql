insert into obstacles (tenant, model, case_no, number, link, handoff, cause, decision, met_at, cleared_at)
select current_tenant(), $1, o.*
from unnest($2::bigint[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::timestamptz[], $9::timestamptz[]) as o
