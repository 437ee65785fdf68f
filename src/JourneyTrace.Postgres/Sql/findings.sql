select f.kind, c.name, f.subject, f.state, f.link, f.cause, f.times, f.since, f.changed_at, f.case_no, h.states, h.moments
from findings f left join case_names c on c.tenant = f.tenant and c.case_no = f.case_no and f.case_no > 0, lateral (
  select array_agg(x.state order by x.xid, x.number) as states, array_agg(x.at order by x.xid, x.number) as moments
  from finding_changes x
  where x.tenant = f.tenant and x.case_no = f.case_no and x.kind = f.kind and x.subject = f.subject) as h
where f.tenant = current_tenant()
  and ($1::text is null or f.kind = $1)
  and ($2::bool is null or (f.state <> 'resolved') = $2)
  and ($3::text is null or f.link = $3 or f.subject = 'link:' || $3)
  and ($4::timestamptz is null or (f.changed_at, f.case_no, f.kind, f.subject) < ($4, $5::bigint, $6::text, $7::text))
order by f.changed_at desc, f.case_no desc, f.kind desc, f.subject desc
limit $8
