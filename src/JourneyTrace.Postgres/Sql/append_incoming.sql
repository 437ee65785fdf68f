insert into events (tenant, source_no, case_no, time, key, content, type, id, data, extensions, trace_parent)
select (select current_tenant()), source_no, case_no, time, key, content, type, id, data, extensions, trace_parent from incoming
