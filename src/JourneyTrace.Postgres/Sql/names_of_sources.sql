select source_no::int, name from source_names where tenant = current_tenant()
