(select key from personal_keys where tenant = current_tenant() and key is not null order by number limit 1)
union all
(select key from personal_keys where tenant = current_tenant() and key is not null order by number desc limit 1)
