select case_no, written::text from journeys
where tenant = current_tenant() and model = current_model() and written >= $1::text::xid8
