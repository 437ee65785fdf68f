select tenant from tenants where name = $1
