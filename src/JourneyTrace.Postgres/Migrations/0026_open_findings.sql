-- Those that are not resolved are counted every few seconds, and are few of all that ever were.
create index findings_open on findings (tenant, kind) where state <> 'resolved';
