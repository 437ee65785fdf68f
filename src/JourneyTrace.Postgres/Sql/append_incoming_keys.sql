-- After the events, in their transaction. Races are decided here, loudly.
insert into event_keys (tenant, case_no, position, key, content)
select (select current_tenant()), case_no, (select currval('event_positions')), key, content from incoming
