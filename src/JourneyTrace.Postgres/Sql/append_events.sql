insert into events (tenant, source_no, case_no, time, key, content, type, id, data, extensions, trace_parent)
select current_tenant(), source_no, case_no, time, key, content, type, id, data, extensions, trace_parent
from unnest($1::int[], $2::bigint[], $3::timestamptz[], $4::uuid[], $5::uuid[], $6::smallint[], $7::text[], $8::text[], $9::text[], $10::text[])
  as e (source_no, case_no, time, key, content, type, id, data, extensions, trace_parent)
