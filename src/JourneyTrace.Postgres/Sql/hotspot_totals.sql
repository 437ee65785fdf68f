select count(*), count(*) filter (where status = 'broken'), count(*) filter (where status = 'abandoned'),
  count(*) filter (where status = 'open'), count(*) filter (where status = 'broken' and root_cause = 'unknown')
from within
