select forget_audit($1)
