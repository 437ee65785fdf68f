insert into contacts (tenant, model, case_no, number, at, link, channel, insisted, minutes)
select current_tenant(), $1, c.*
from unnest($2::bigint[], $3::int[], $4::timestamptz[], $5::text[], $6::text[], $7::bool[], $8::float8[]) as c
