select archive_part($1)
