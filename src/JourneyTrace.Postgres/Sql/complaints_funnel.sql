-- How many complaints came how far, by the link that heard them; and where those that were never answered were last.
, heard as (
  select c.*, case
    when c.resolved_at is not null then null
    when c.reached_at is not null then 'management'
    when c.passed > 0 then 'passed-on'
    when c.registered_at is not null then 'registered'
    else 'voiced' end as lost_after
  from complaints c
  where c.tenant = current_tenant() and c.model = current_model()
    and exists (select from within w where w.case_no = c.case_no and w.promise = c.complaint)
)
select heard_by, last_link, lost_after, count(*), count(registered_at), count(*) filter (where passed > 0), count(reached_at), count(resolved_at),
  percentile_cont(0.5) within group (order by extract(epoch from registered_at - voiced_at)::float8) filter (where registered_at is not null),
  sum(passed)::bigint
from heard
group by heard_by, last_link, lost_after
order by heard_by, last_link, lost_after
