select c.name, w.trace, w.due_at, w.case_no, w.promise
from within w join case_names c on c.tenant = w.tenant and c.case_no = w.case_no
where ($9::text is null or w.status = $9)
  and ($10::timestamptz is null or (w.due_at, w.case_no, w.promise) > ($10, $11, $12))
order by w.due_at, w.case_no, w.promise
limit $13
