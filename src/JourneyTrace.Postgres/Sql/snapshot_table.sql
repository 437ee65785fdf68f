-- A temporary table of the same name comes first on the search path: the same questions find it.
create temporary table {table} (like journeytrace.{table} including indexes including defaults) on commit drop
