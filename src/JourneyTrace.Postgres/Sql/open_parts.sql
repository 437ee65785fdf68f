-- This month's and the next one's.
select open_part(part_of(now())), open_part(part_of(now()) + 1)
