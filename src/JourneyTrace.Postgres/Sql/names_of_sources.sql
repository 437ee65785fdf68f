select source_no, name from source_names where tenant = current_tenant()
