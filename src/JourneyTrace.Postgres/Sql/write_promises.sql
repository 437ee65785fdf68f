-- Lists come as text parted by the unit separator, which no name can hold.
insert into promises (tenant, model, case_no, promise, due_at, ended_at, kind, segment, trace, links, handoffs, causes, decisions)
select current_tenant(), $1, p.case_no, p.promise, p.due_at, p.ended_at, p.kind, p.segment, p.trace, string_to_array(p.links, e'\x1f'),
  string_to_array(p.handoffs, e'\x1f'), string_to_array(p.causes, e'\x1f'), string_to_array(p.decisions, e'\x1f')
from unnest($2::bigint[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
  $11::text[], $12::text[])
  as p (case_no, promise, due_at, ended_at, kind, segment, trace, links, handoffs, causes, decisions)
