copy incoming (source_no, case_no, time, key, content, type, id, data, extensions, trace_parent) from stdin (format binary)
