, marked as (
  select *, name is distinct from lag(name) over (partition by case_no order by place) as moved from walk
), moves as (
  select case_no, name as a, lead(name) over path as b, lead(name, 2) over path as c
  from marked
  where moved
  window path as (partition by case_no order by place)
)
select a, b, count(*) filter (where a = c), count(distinct case_no) filter (where a = c), count(*)
from moves
where b is not null
group by a, b
order by 3 desc, a, b
