select number, origin, content_type, code, pointer, detail, source, id, body, received_at, last_seen_at, seen, resolved_at
from dead_letters
where tenant = current_tenant() and number = $1
