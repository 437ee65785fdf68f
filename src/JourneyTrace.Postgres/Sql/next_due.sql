select case_no from journeys
where tenant = current_tenant() and model = $1 and case_no % 4 = $2 and wake_at <= $3
order by wake_at
limit $4
