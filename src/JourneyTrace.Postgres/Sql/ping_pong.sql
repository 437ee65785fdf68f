select a, b, count(*) filter (where a = c), count(distinct case_no) filter (where a = c), count(*)
from moves
where b is not null
group by a, b
order by 3 desc, a, b
