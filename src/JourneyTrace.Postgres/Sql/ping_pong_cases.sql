select count(*) filter (where b is not null), count(distinct case_no) filter (where b is not null),
  count(*) filter (where a = c), count(distinct case_no) filter (where a = c), count(distinct case_no)
from moves
