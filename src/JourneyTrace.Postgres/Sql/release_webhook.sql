update webhooks set lease = null, leased_until = null, next_at = coalesce($4, next_at), given_up_at = case when $4 is null then now() end,
  attempts = attempts + case when $3::text is null then 0 else 1 end, failure = coalesce($3, failure),
  failing_since = case when $3::text is null then failing_since else coalesce(failing_since, now()) end
where tenant = current_tenant() and id = $1 and lease = $2
