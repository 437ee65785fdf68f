insert into steps (tenant, model, case_no, times, activities, links, persons, lifecycles, starts)
select current_tenant(), $1, s.case_no, string_to_array(s.times, e'\x1f')::bigint[], string_to_array(s.activities, e'\x1f', ''),
  string_to_array(s.links, e'\x1f', ''), string_to_array(s.persons, e'\x1f', ''), string_to_array(s.lifecycles, e'\x1f', ''),
  case when s.starts ~ '[0-9]' then string_to_array(s.starts, e'\x1f', '')::bigint[] end
from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
  as s (case_no, times, activities, links, persons, lifecycles, starts)
