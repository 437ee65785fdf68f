-- After asked_cases: the steps of the cases that fit, by what tells them apart; those that do not say it are passed over.
, walk as (
  select s.case_no, u.place, u.name, u.at
  from steps s, unnest(case $9 when 'Activity' then s.activities when 'Link' then s.links when 'Person' then s.persons else s.lifecycles end, s.times)
    with ordinality as u (name, at, place)
  where s.tenant = current_tenant() and s.model = current_model() and s.case_no in (select case_no from asked) and u.name is not null
)
