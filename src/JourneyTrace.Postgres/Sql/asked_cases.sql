-- After filtered_promises: the cases that fit.
, asked as (
  select j.case_no from journeys j
  where j.tenant = current_tenant() and j.model = current_model()
    and ($4::text is null or j.kind = $4)
    and ($5::text is null or j.segment = $5)
    and (($1::timestamptz is null and $2::timestamptz is null and $3::text is null and $6::text is null and $7::text is null and $8::text is null)
      or j.case_no in (select case_no from within))
)
