update telling set settled_at = $1, settled_case = $2, written = $3::text::xid8, written_case = $4 where tenant = current_tenant()
