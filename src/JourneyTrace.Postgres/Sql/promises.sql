select c.name, t.trace, g.place
from unnest($1::bigint[], $2::text[]) with ordinality as g (case_no, promise, place)
  join promises t on t.tenant = current_tenant() and t.model = current_model() and t.case_no = g.case_no and t.promise = g.promise
  join case_names c on c.tenant = current_tenant() and c.case_no = g.case_no
order by g.place
