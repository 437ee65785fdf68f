-- How much a key may ask and post; null for as much as it likes.
alter table api_keys
  add column requests_per_second double precision check (requests_per_second > 0),
  add column events_per_day bigint check (events_per_day > 0);

-- How many events were taken from a key on a day (UTC), through all servers. Like the keys, it is read and written by the login itself.
create table key_usage (
  tenant int not null,
  key text collate "C" not null,
  day date not null,
  events bigint not null,
  primary key (tenant, key, day)
);
