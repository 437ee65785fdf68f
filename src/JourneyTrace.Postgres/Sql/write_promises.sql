-- Lists come as text parted by the unit separator, which no name can hold; an empty entry is null.
insert into promises (tenant, model, case_no, promise, made_by, made_at, due_at, ended_at, kept_at, status, at_risk, lateness,
  kind, segment, customer, value, root_link, root_node, root_cause, root_decision, root_side, contact_share, customer_share,
  trace, links, handoffs, causes, share_link, share_handoff, share_cause, share_decision, share_part, share_excess, channel, decisions)
select current_tenant(), $1, p.case_no, p.promise, p.made_by, p.made_at, p.due_at, p.ended_at, p.kept_at, p.status, p.at_risk, p.lateness,
  p.kind, p.segment, p.customer, p.value, p.root_link, p.root_node, p.root_cause, p.root_decision, p.root_side, p.contact_share, p.customer_share,
  p.trace, string_to_array(p.links, e'\x1f'), string_to_array(p.handoffs, e'\x1f'), string_to_array(p.causes, e'\x1f'),
  string_to_array(p.share_link, e'\x1f'), string_to_array(p.share_handoff, e'\x1f', ''), string_to_array(p.share_cause, e'\x1f'),
  string_to_array(p.share_decision, e'\x1f', ''), string_to_array(p.share_part, e'\x1f')::float8[],
  string_to_array(p.share_excess, e'\x1f')::float8[], p.channel, string_to_array(p.decisions, e'\x1f')
from unnest($2::bigint[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::timestamptz[], $8::timestamptz[],
  $9::text[], $10::bool[], $11::float8[], $12::text[], $13::text[], $14::text[], $15::float8[], $16::text[], $17::text[],
  $18::text[], $19::text[], $20::text[], $21::float8[], $22::float8[], $23::text[], $24::text[], $25::text[], $26::text[],
  $27::text[], $28::text[], $29::text[], $30::text[], $31::text[], $32::text[], $33::text[], $34::text[])
  as p (case_no, promise, made_by, made_at, due_at, ended_at, kept_at, status, at_risk, lateness, kind, segment, customer, value,
    root_link, root_node, root_cause, root_decision, root_side, contact_share, customer_share, trace, links, handoffs, causes,
    share_link, share_handoff, share_cause, share_decision, share_part, share_excess, channel, decisions)
