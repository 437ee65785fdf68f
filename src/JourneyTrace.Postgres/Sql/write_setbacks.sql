insert into setbacks (tenant, model, case_no, node, from_link, to_link, cause, since, solved_at, solved_by)
select current_tenant(), $1, s.*
from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::timestamptz[], $9::text[]) as s
