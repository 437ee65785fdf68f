-- Only from where it was read: whoever lost the shard without knowing changes nothing.
update checkpoints
set xid = $3::text::xid8, position = $4, case_cursor = $5, catalogue = $6, moved_at = now(),
  cases_done = cases_done + case when case_cursor is null then 0 else $11 end
where tenant = current_tenant() and model = $1 and shard = $2
  and xid = $7::text::xid8 and position = $8 and case_cursor is not distinct from $9 and catalogue = $10
