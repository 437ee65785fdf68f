insert into journeytrace.migrations (name, checksum) values ($1, $2)
