select count(*),
  count(*) filter (where root_side = 'contact' and root_cause <> 'unknown'),
  count(*) filter (where root_side = 'upstream' and root_cause <> 'unknown'),
  count(*) filter (where root_side = 'customer' and root_cause <> 'unknown'),
  count(*) filter (where root_cause = 'unknown')
from within where status = 'broken'
