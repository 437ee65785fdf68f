-- Locks both models' marks, so that none moves while they are compared.
select old.shard, new.case_cursor is null and (new.xid, new.position) >= (old.xid, old.position)
from checkpoints old
  join models mo on mo.tenant = old.tenant and mo.model = old.model and mo.state = 'current'
  join models mn on mn.tenant = old.tenant and mn.state = 'building'
  join checkpoints new on new.tenant = mn.tenant and new.model = mn.model and new.shard = old.shard
where old.tenant = current_tenant()
order by old.shard
for update of old, new
