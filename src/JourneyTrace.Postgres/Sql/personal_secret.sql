with first as (
  insert into personal_secrets (tenant, secret) values (current_tenant(), $1) on conflict do nothing returning secret
)
select secret from first
union all
select secret from personal_secrets where tenant = current_tenant()
limit 1
