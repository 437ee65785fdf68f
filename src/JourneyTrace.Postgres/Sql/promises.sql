, page as (
  select w.due_at, w.case_no, w.promise from within w
  where ($9::text is null or w.status = $9)
    and ($10::timestamptz is null or (w.due_at, w.case_no, w.promise) > ($10, $11, $12))
  order by w.due_at, w.case_no, w.promise
  limit $13
)
select c.name, t.trace, g.due_at, g.case_no, g.promise
from page g
  join promises t on t.tenant = current_tenant() and t.model = current_model() and t.case_no = g.case_no and t.promise = g.promise
  join case_names c on c.tenant = current_tenant() and c.case_no = g.case_no
order by g.due_at, g.case_no, g.promise
