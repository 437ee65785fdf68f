select name from tenants order by tenant
