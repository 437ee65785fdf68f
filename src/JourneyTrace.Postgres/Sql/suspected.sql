-- Obstacles that name no decision, at a decision's links, in the week after it began and in the week before.
select o.link, o.cause, count(*) filter (where o.met_at >= $2), count(*) filter (where o.met_at < $2), min(o.met_at) filter (where o.met_at >= $2)
from obstacles o
where o.tenant = current_tenant() and o.model = current_model() and o.link = any ($1) and o.decision is null
  and o.met_at >= $2::timestamptz - interval '7 days' and o.met_at < $2::timestamptz + interval '7 days'
group by o.link, o.cause
having count(*) filter (where o.met_at >= $2) > 1 and count(*) filter (where o.met_at >= $2) > count(*) filter (where o.met_at < $2)
order by 3 desc, o.link, o.cause
