-- Each case by itself, and its rows by where they lie: a plan that was made while the table was empty, and is kept, does not read all of it.
delete from {table} where ctid = any (array(
  select r.ctid from unnest($2::bigint[]) as k (case_no)
    cross join lateral (select ctid from {table} where tenant = current_tenant() and model = $1 and case_no = k.case_no offset 0) as r))
