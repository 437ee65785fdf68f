-- Obstacles that name no decision, at a decision's links, in the week after it began and in the week before.
select o.link, o.cause, count(*) filter (where o.met_at >= $10), count(*) filter (where o.met_at < $10), min(o.met_at) filter (where o.met_at >= $10)
from obstacles o join asked a on a.case_no = o.case_no
where o.tenant = current_tenant() and o.model = current_model() and o.link = any ($9) and o.decision is null
  and o.met_at >= $10::timestamptz - interval '7 days' and o.met_at < $10::timestamptz + interval '7 days'
group by o.link, o.cause
having count(*) filter (where o.met_at >= $10) > 1 and count(*) filter (where o.met_at >= $10) > count(*) filter (where o.met_at < $10)
order by 3 desc, o.link, o.cause
