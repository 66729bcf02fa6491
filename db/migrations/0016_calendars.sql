-- Up Migration

-- Addresses at which a calendar program reads the days' appointments; each holds a secret of its own.
create table calendar_feeds (
  id integer generated always as identity primary key,
  name text not null check (name <> ''),
  hash bytea not null unique,
  created_at timestamptz not null default now(),
  created_by text not null,
  last_used_on date,
  revoked_at timestamptz
);

-- The link in a client's text, to one appointment for their own calendar. It shows neither name nor number.
create table appointment_links (
  appointment_id integer primary key references appointments on delete cascade,
  token text not null unique
);

-- Down Migration
drop table appointment_links, calendar_feeds;
