-- In an order that no later commit can get in front of.
select x.xid::text, x.number, x.kind, c.name, x.subject, x.state, x.link, x.cause, x.at, x.trace_parent
from finding_changes x left join case_names c on c.tenant = x.tenant and c.case_no = x.case_no and x.case_no > 0
where x.tenant = current_tenant() and (x.xid, x.number) > ($1::text::xid8, $2) and x.xid < pg_snapshot_xmin(pg_current_snapshot())
order by x.xid, x.number
limit $3
