select xid::text, position, case_cursor, case_end, catalogue from checkpoints where tenant = current_tenant() and model = $1 and shard = $2
