select name, checksum from journeytrace.migrations order by name
