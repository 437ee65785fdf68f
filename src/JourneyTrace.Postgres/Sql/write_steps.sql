insert into steps (tenant, model, case_no, times, activities, links, persons, lifecycles)
select current_tenant(), $1, s.case_no, string_to_array(s.times, e'\x1f')::bigint[], string_to_array(s.activities, e'\x1f', ''),
  string_to_array(s.links, e'\x1f', ''), string_to_array(s.persons, e'\x1f', ''), string_to_array(s.lifecycles, e'\x1f', '')
from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) as s (case_no, times, activities, links, persons, lifecycles)
