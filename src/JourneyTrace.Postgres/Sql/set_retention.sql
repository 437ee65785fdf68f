insert into retention (tenant, personal_days, dead_letter_days, audit_days) values (current_tenant(), $1, $2, $3)
on conflict (tenant) do update set personal_days = excluded.personal_days, dead_letter_days = excluded.dead_letter_days, audit_days = excluded.audit_days, set_at = now()
