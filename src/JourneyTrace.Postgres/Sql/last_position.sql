-- Of what this transaction appended.
select currval('event_positions')
