select from_link, to_link, kind, count(*), percentile_cont(0.75) within group (order by taken)::float8, count(allowance)
from handoffs
where tenant = current_tenant() and model = current_model() and outcome = 'delivered' and mode <> 'inform'
group by from_link, to_link, kind
order by count(*) desc, from_link, to_link, kind
