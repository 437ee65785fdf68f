-- Which span found it: who tells of it links to that.
alter table finding_changes add column trace_parent text collate "C";
