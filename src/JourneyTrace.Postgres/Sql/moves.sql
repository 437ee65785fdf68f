-- After walked_steps: each stay of a case (steps of one name in a row are one), with the next two.
, marked as (
  select *, name is distinct from lag(name) over (partition by case_no order by place) as moved from walk
), moves as (
  select case_no, name as a, lead(name) over path as b, lead(name, 2) over path as c
  from marked
  where moved
  window path as (partition by case_no order by place)
)
