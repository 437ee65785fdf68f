-- The primary key decides between two that put at the same moment.
insert into catalogues (tenant, version, body)
select current_tenant(), coalesce(max(version), 0) + 1, $1 from catalogues where tenant = current_tenant()
having $2::int is null or coalesce(max(version), 0) = $2
returning version, put_at, body
