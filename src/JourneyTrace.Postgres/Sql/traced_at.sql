-- Null while cases are gone through one by one: what is not there yet is not gone.
select case when bool_or(c.case_cursor is not null) then null else max(c.moved_at) end from checkpoints c join models m on m.tenant = c.tenant and m.model = c.model and m.state = 'current'
where c.tenant = current_tenant()
