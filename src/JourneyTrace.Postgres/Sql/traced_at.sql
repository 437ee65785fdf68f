select max(c.moved_at) from checkpoints c join models m on m.tenant = c.tenant and m.model = c.model and m.state = 'current'
where c.tenant = current_tenant()
