update webhooks set xid = $3::text::xid8, number = $4, delivered = delivered + $5, attempts = 0, failing_since = null, failure = null, leased_until = now() + interval '1 minute'
where tenant = current_tenant() and id = $1 and lease = $2
