select 'dead-letter', count(*) from dead_letters where tenant = current_tenant() and resolved_at is null
union all
select k.kind, (select count(*) from findings f where f.tenant = current_tenant() and f.kind = k.kind and f.state <> 'resolved')
from unnest(array['promise-broken', 'promise-at-risk', 'hotspot']) as k (kind)
