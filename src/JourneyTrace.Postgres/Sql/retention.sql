select personal_days, dead_letter_days, audit_days from retention where tenant = current_tenant()
