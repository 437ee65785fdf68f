-- After asked_cases: how many cases links of the front alone went through, by the links of their steps.
, walks as (
  select s.case_no, array_remove(s.links, null) as links
  from steps s join asked a on a.case_no = s.case_no
  where s.tenant = current_tenant() and s.model = current_model()
)
select count(*), count(*) filter (where links <@ $9::text[]), count(*) filter (where links[1] = any ($9)),
  count(*) filter (where links[1] = any ($9) and not links <@ $9::text[])
from walks where cardinality(links) > 0
