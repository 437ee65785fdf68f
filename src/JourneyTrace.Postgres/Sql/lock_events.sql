lock table only events in access share mode
