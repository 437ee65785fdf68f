-- What the traced cases show now, against what was found before. A model that is being built finds nothing new.
with open as (
  select * from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[]) as o (case_no, kind, subject, link, cause)
  where exists (select from models where tenant = current_tenant() and model = $7 and state = 'current')
), opened as (
  insert into findings as f (tenant, case_no, kind, subject, state, link, cause)
  select current_tenant(), case_no, kind, subject, 'open', link, cause from open
  on conflict (tenant, case_no, kind, subject) do update
    set state = 'open', times = f.times + 1, link = excluded.link, cause = excluded.cause, since = now(), changed_at = now()
    where f.state <> 'open'
  returning f.case_no, f.kind, f.subject, f.link, f.cause, f.times
), judged_anew as (
  -- Still open, and whose it is is known better: no change of its state.
  update findings f set link = o.link, cause = o.cause
  from open o
  where f.tenant = current_tenant() and f.case_no = o.case_no and f.kind = o.kind and f.subject = o.subject and f.state = 'open'
    and (f.link is distinct from o.link or f.cause is distinct from o.cause)
), closed as (
  update findings f set state = 'resolved', changed_at = now()
  where f.tenant = current_tenant() and f.case_no = any ($1) and f.state = 'open'
    and exists (select from models where tenant = current_tenant() and model = $7 and state = 'current')
    and (f.case_no, f.kind, f.subject) not in (select o.case_no, o.kind, o.subject from open o)
  returning f.case_no, f.kind, f.subject, f.link, f.cause
)
insert into finding_changes (tenant, case_no, kind, subject, state, link, cause, trace_parent)
select current_tenant(), case_no, kind, subject, case when times = 1 then 'new' else 'regressed' end, link, cause, $8 from opened
union all
select current_tenant(), case_no, kind, subject, 'resolved', link, cause, $8 from closed
-- Who is told of it is told what is on disk, though what is traced else may be traced again after a crash.
returning set_config('synchronous_commit', 'on', true)
