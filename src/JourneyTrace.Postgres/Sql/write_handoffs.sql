insert into handoffs (tenant, model, case_no, node, from_link, to_link, kind, mode, requested_at, accepted_at, ended_at, outcome,
  cause, taken, allowance, charged, blame, promises, worked)
select current_tenant(), $1, h.case_no, h.node, h.from_link, h.to_link, h.kind, h.mode, h.requested_at, h.accepted_at, h.ended_at, h.outcome,
  h.cause, h.taken, h.allowance, h.charged, h.blame, string_to_array(h.promises, e'\x1f'), h.worked
from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::timestamptz[], $9::timestamptz[],
  $10::timestamptz[], $11::text[], $12::text[], $13::float8[], $14::float8[], $15::int[], $16::float8[], $17::text[], $18::float8[])
  as h (case_no, node, from_link, to_link, kind, mode, requested_at, accepted_at, ended_at, outcome, cause, taken, allowance, charged, blame, promises, worked)
