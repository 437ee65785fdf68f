insert into effects (tenant, model, case_no, number, at, what, side, amount, unit, link, decision, because)
select current_tenant(), $1, e.*
from unnest($2::bigint[], $3::int[], $4::timestamptz[], $5::text[], $6::text[], $7::float8[], $8::text[], $9::text[], $10::text[], $11::text[]) as e
