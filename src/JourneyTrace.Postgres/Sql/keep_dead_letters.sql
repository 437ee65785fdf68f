insert into dead_letters (tenant, hash, origin, content_type, code, pointer, detail, source, id, body)
select distinct on (hash) current_tenant(), hash, origin, content_type, code, pointer, detail, source, id, body
from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bytea[])
  as d (hash, origin, content_type, code, pointer, detail, source, id, body)
order by hash
on conflict (tenant, hash) do update
  set seen = dead_letters.seen + 1, last_seen_at = now(), resolved_at = null,
      code = excluded.code, pointer = excluded.pointer, detail = excluded.detail, body = excluded.body
