select source, count(*), min(received_at), max(last_seen_at)
from dead_letters where tenant = current_tenant() and source is not null and resolved_at is null
group by source
