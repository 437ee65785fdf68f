-- Where tables are distributed over nodes, their identity columns have to be of type bigint.
alter table source_names alter column source_no type bigint;
