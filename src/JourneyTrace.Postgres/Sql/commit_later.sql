-- This transaction does not wait for the disk: it gets there together with, and before, whatever is committed after it.
select set_config('synchronous_commit', 'off', true)
