with told as (
  insert into told_journeys (tenant, case_no, revision, content, refused)
  select tenant, case_no, $2, $3, $5 from case_names where tenant = current_tenant() and name = $1
  on conflict (tenant, case_no) do update set revision = excluded.revision, content = excluded.content, refused = excluded.refused, told_at = now()
  returning case_no
)
insert into told_revisions (tenant, journey, case_no, revision)
select current_tenant(), $4, case_no, $2 from told where $2 > 1
on conflict do nothing
