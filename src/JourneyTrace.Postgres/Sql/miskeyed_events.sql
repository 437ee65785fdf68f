-- How many of these are not among the keys that tell a duplicate, or stand there for another case or with other content.
select count(*)
from unnest($1::uuid[], $2::uuid[], $3::text[]) as w (key, content, name)
where (
  select k.content = w.content and c.name = w.name
  from event_keys k join case_names c on c.tenant = k.tenant and c.case_no = k.case_no
  where k.tenant = current_tenant() and k.key = w.key) is not true
