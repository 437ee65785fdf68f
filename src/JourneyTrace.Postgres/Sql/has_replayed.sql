-- Every shard of the model in use has to have seen an event of the organisation, the shard of its case any other.
select coalesce(bool_and((c.xid, c.position) >= ($2::text::xid8, $3)), false)
from case_names n
  join models m on m.tenant = n.tenant and m.state = 'current'
  join checkpoints c on c.tenant = n.tenant and c.model = m.model and (n.name = 'organisation' or c.shard = n.case_no % 4)
where n.tenant = current_tenant() and n.name = $1
