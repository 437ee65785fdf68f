-- The cases of a shard that one of these links had a part in are to be traced again.
update journeys
set wake_at = '-infinity'
where tenant = current_tenant() and model = $1 and case_no % 4 = $2 and ($4 or links && $3)
