-- A new case gets its number, its name and its first events in one statement.
grant usage on sequence case_names_case_no_seq to journeytrace_app;
