-- Events on their way into the log, of this session alone. COPY goes here, as it does not go together with row-level security.
create temporary table if not exists incoming (
  source_no int not null,
  case_no bigint not null,
  time timestamptz not null,
  key uuid not null,
  content uuid not null,
  type smallint not null,
  id text collate "C" not null,
  data text collate "C" not null,
  extensions text collate "C",
  trace_parent text collate "C"
) on commit delete rows
