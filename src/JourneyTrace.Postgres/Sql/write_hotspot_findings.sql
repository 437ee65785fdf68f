with told as (
  select * from unnest($1::text[], $2::text[]) as t (subject, state)
), changed as (
  insert into findings as f (tenant, case_no, kind, subject, state)
  select current_tenant(), 0, 'hotspot', subject, state from told
  on conflict (tenant, case_no, kind, subject) do update
    set state = excluded.state, times = f.times + 1, since = case when f.state = 'resolved' then now() else f.since end, changed_at = now()
    where f.state <> excluded.state
  returning f.subject, f.state
), gone as (
  update findings f set state = 'resolved', changed_at = now()
  where f.tenant = current_tenant() and f.case_no = 0 and f.kind = 'hotspot' and f.state <> 'resolved'
    and not exists (select from told t where t.subject = f.subject)
  returning f.subject, f.state
)
insert into finding_changes (tenant, case_no, kind, subject, state)
select current_tenant(), 0, 'hotspot', subject, state from changed
union all
select current_tenant(), 0, 'hotspot', subject, state from gone
