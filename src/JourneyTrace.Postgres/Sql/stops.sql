, stops as (
  select case_no, name, place = min(place) over path as first, place = max(place) over path as last,
    count(*) over (partition by case_no, name) as times
  from walk
  window path as (partition by case_no)
)
select name, count(*), count(distinct case_no), count(*) filter (where first), count(*) filter (where last),
  count(distinct case_no) filter (where times > 1)
from stops
group by name
order by count(*) desc, name
