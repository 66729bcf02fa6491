-- Up Migration

-- What each API key has registered, or had called now, on each day of the office.
create table key_usage (
  api_key_id integer not null references api_keys on delete cascade,
  day date not null,
  used integer not null,
  primary key (api_key_id, day)
);

-- Down Migration
drop table key_usage;
