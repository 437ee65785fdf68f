, marked as (
  select *, name is distinct from lag(name) over (partition by case_no order by place) as moved from walk
), moves as (
  select case_no, name as a, lead(name) over path as b, lead(name, 2) over path as c
  from marked
  where moved
  window path as (partition by case_no order by place)
)
select count(*) filter (where b is not null), count(distinct case_no) filter (where b is not null),
  count(*) filter (where a = c), count(distinct case_no) filter (where a = c), count(distinct case_no)
from moves
