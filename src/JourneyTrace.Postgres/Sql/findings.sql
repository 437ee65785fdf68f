-- Findings of promises by what their promises are now; a hotspot has no promise: it fits its link alone.
select f.kind, c.name, f.subject, f.state, f.link, f.cause, f.times, f.since, f.changed_at, f.case_no, h.states, h.moments
from findings f left join case_names c on c.tenant = f.tenant and c.case_no = f.case_no and f.case_no > 0, lateral (
  select array_agg(x.state order by x.xid, x.number) as states, array_agg(x.at order by x.xid, x.number) as moments
  from finding_changes x
  where x.tenant = f.tenant and x.case_no = f.case_no and x.kind = f.kind and x.subject = f.subject) as h
where f.tenant = current_tenant()
  and ($1::text is null or f.kind = $1)
  and ($2::bool is null or (f.state <> 'resolved') = $2)
  and ($3::timestamptz is null or (f.changed_at, f.case_no, f.kind, f.subject) < ($3, $4::bigint, $5::text, $6::text))
  and (not $8::bool or f.subject = 'link:' || $9::text and not $10::bool or exists (
    select from promises p
    where p.tenant = f.tenant and p.model = current_model() and p.case_no = f.case_no and p.promise = f.subject
      and ($9::text is null or $9 = any (p.links))
      and ($11::timestamptz is null or p.due_at >= $11)
      and ($12::timestamptz is null or p.due_at < $12)
      and ($13::text is null or p.kind = $13)
      and ($14::text is null or p.segment = $14)
      and ($15::text is null or p.promise = $15 or $15 = 'complaint' and p.promise like 'complaint:%')
      and ($16::text is null or $16 = any (p.causes))
      and ($17::text is null or $17 = any (p.decisions))
      and ($18::text is null or $18 = any (p.handoffs))
      and ($19::text[] is null or p.causes && $19)
      and ($20::text[] is null or exists (select from unnest(p.causes) as cause where cause <> all ($20)))))
order by f.changed_at desc, f.case_no desc, f.kind desc, f.subject desc
limit $7
