select case $9 when 'Channel' then w.channel else w.made_by end, count(*), count(*) filter (where w.status = 'kept'),
  count(*) filter (where w.status = 'released'), count(*) filter (where w.status = 'broken'),
  count(*) filter (where w.status = 'abandoned' and not j.lost), count(*) filter (where w.status = 'abandoned' and j.lost),
  count(*) filter (where w.status = 'open'), count(*) filter (where w.status = 'broken' and w.root_cause = 'over-promise'),
  percentile_cont(0.5) within group (order by extract(epoch from w.due_at - w.made_at)::float8)
from within w join journeys j on j.tenant = current_tenant() and j.model = current_model() and j.case_no = w.case_no
group by 1
order by 6 desc, 5 desc, 1
