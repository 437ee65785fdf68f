-- Without the traces: what is asked several times is kept once, and should be small.
with p as not materialized (
  select case_no, promise, made_by, made_at, due_at, ended_at, kept_at, status, at_risk, lateness, kind, segment, customer, value,
    root_link, root_node, root_cause, root_decision, root_side, contact_share, customer_share, links, handoffs, causes,
    share_link, share_handoff, share_cause, share_decision, share_part, share_excess, channel
  from promises
  where tenant = current_tenant() and model = current_model()
    and ($3::text is null or $3 = any (links))
    and ($4::text is null or kind = $4)
    and ($5::text is null or segment = $5)
    and ($6::text is null or promise = $6 or $6 = 'complaint' and promise like 'complaint:%')
    and ($7::text is null or $7 = any (causes))
    and ($8::text is null or $8 = any (share_decision))
), within as (
  select * from p where ($1::timestamptz is null or due_at >= $1) and ($2::timestamptz is null or due_at < $2)
)
