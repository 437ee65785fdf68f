-- The cases of a shard that one of these links had a part in are to be traced again.
update journeys j
set wake_at = '-infinity'
where j.tenant = current_tenant() and j.model = $1 and j.case_no % 4 = $2
  and ($4 or exists (
    select from handoffs h
    where h.tenant = j.tenant and h.model = j.model and h.case_no = j.case_no and (h.from_link = any ($3) or h.to_link = any ($3))
  ) or exists (
    select from promises p
    where p.tenant = j.tenant and p.model = j.model and p.case_no = j.case_no and p.made_by = any ($3)
  ))
