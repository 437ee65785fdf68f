-- A tenant's first model: empty, current, at the beginning of the log.
with begun as (
  insert into models (tenant, model, state) values (current_tenant(), 1, 'current') on conflict do nothing returning model
)
insert into checkpoints (tenant, model, shard) select current_tenant(), model, shard from begun, generate_series(0, $1 - 1) as shard
