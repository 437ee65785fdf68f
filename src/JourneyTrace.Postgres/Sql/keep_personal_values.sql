insert into personal_values (tenant, number, pseudonym, value)
select current_tenant(), v.number, v.pseudonym, v.value
from unnest($1::bigint[], $2::text[], $3::bytea[]) as v (number, pseudonym, value)
where exists (select from personal_keys k where k.tenant = current_tenant() and k.number = v.number and k.key is not null)
order by v.number, v.pseudonym
on conflict do nothing
