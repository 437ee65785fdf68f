-- After filtered_promises: the steps of the cases that fit, by what tells them apart; those that do not say it are passed over.
, asked as (
  select j.case_no from journeys j
  where j.tenant = current_tenant() and j.model = current_model()
    and ($4::text is null or j.kind = $4)
    and ($5::text is null or j.segment = $5)
    and (($1::timestamptz is null and $2::timestamptz is null and $3::text is null and $6::text is null and $7::text is null and $8::text is null)
      or exists (select from within w where w.case_no = j.case_no))
), walk as (
  select s.case_no, u.place, u.name, u.at
  from steps s, unnest(case $9 when 'Activity' then s.activities when 'Link' then s.links when 'Person' then s.persons else s.lifecycles end, s.times)
    with ordinality as u (name, at, place)
  where s.tenant = current_tenant() and s.model = current_model() and s.case_no in (select case_no from asked) and u.name is not null
)
