-- Whether the read models hold every event up to a position: each shard those of its cases, and the organisation's.
select not exists (
    select from checkpoints c, lateral (
      select from events e
      where e.tenant = c.tenant and (e.xid, e.position) > (c.xid, c.position) and e.position <= $1
        and (e.case_no % 4 = c.shard or e.case_no = (select n.case_no from case_names n where n.tenant = current_tenant() and n.name = 'organisation'))
      limit 1) as behind
    where c.tenant = current_tenant() and c.model = current_model())
