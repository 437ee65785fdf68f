with p as (
  select * from promises
  where tenant = current_tenant() and model = current_model()
    and ($3::text is null or $3 = any (links))
    and ($4::text is null or kind = $4)
    and ($5::text is null or segment = $5)
    and ($6::text is null or promise = $6 or $6 = 'complaint' and promise like 'complaint:%')
    and ($7::text is null or $7 = any (causes))
    and ($8::text is null or $8 = any (share_decision))
), within as (
  select * from p where ($1::timestamptz is null or due_at >= $1) and ($2::timestamptz is null or due_at < $2)
)
