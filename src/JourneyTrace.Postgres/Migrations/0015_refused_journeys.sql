-- What a trace store refused never arrived there: it is told under the same revision when it is told again.
alter table told_journeys add column refused bool not null default false;
