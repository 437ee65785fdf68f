-- By which transaction a case's rows were written: who keeps them in memory asks for what is newer than what he has.
alter table journeys add column written xid8 not null default pg_current_xact_id();
create index journeys_written on journeys (tenant, model, written);
