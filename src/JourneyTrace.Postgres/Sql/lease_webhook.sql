-- One that something is there for, and that nobody is at.
update webhooks set lease = $1, leased_until = now() + interval '1 minute'
where tenant = current_tenant() and id = (
  select id from webhooks w
  where tenant = current_tenant() and given_up_at is null and next_at <= now() and (leased_until is null or leased_until < now())
    and exists (select from finding_changes x where x.tenant = w.tenant and (x.xid, x.number) > (w.xid, w.number) and x.xid < pg_snapshot_xmin(pg_current_snapshot()))
  order by next_at
  limit 1
  for update skip locked
)
returning id, url, types, secret, made_at, xid::text, number, delivered, attempts, failing_since, failure, next_at, given_up_at
