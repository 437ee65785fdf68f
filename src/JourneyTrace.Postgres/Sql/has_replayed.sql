select (c.xid, c.position) >= ($2::text::xid8, $3)
from case_names n
  join models m on m.tenant = n.tenant and m.state = 'current'
  join checkpoints c on c.tenant = n.tenant and c.model = m.model and c.shard = n.case_no % 4
where n.tenant = current_tenant() and n.name = $1
