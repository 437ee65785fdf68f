-- pgbench's transaction: one row with the keys that the log has.
insert into bench_events (case_no, key, body) values (:client_id * 100000 + (random() * 100000)::bigint, gen_random_uuid(), repeat('x', 150));
