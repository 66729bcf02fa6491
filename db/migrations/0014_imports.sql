-- Up Migration

-- Files with appointments. Kept for a day, for their lines are personal.
create table imports (
  id integer generated always as identity primary key,
  -- Whose registrations are counted.
  api_key_id integer references api_keys on delete cascade,
  user_id integer references users on delete cascade,
  -- As on the timeline, such as staff:ana.
  actor text not null,
  file_name text not null,
  state text not null default 'uploading'
    check (state in ('uploading', 'uploaded', 'checking', 'checked', 'applying', 'applied', 'failed')),
  encoding text,
  delimiter text,
  -- The columns' names, and of each the field that it holds, or null.
  header text[] not null default '{}',
  fields text[] not null default '{}',
  -- The fields are those that were chosen for an earlier file with this header.
  remembered boolean not null default false,
  -- Of 03/04/2026, as somebody chose; and as it is read, and why so.
  date_order text check (date_order in ('day_first', 'month_first')),
  date_order_read text check (date_order_read in ('day_first', 'month_first')),
  date_order_from text check (date_order_from in ('choice', 'file', 'country')),
  -- Grows with each choice of fields: a check that was overtaken finds nothing any more.
  round integer not null default 0,
  lines integer not null default 0,
  -- How many lines have been checked, or applied; and the last of them.
  done integer not null default 0,
  last_line integer not null default 0,
  -- {registers, changes, …}
  counts jsonb not null default '{}',
  -- Good lines are imported although others are refused.
  skips_refused boolean not null default false,
  -- {code, detail}: why nothing was imported.
  error jsonb,
  created_at timestamptz not null default now(),
  constraint imports_one_caller check (num_nonnulls(api_key_id, user_id) = 1)
);
create index imports_by_age on imports (created_at);

create table import_lines (
  import_id integer not null references imports on delete cascade,
  -- As in the file.
  line integer not null,
  cells text[] not null,
  -- What the last check has found.
  outcome text check (outcome in ('registers', 'changes', 'unchanged', 'refused', 'ignored')),
  external_id text,
  appointment_id integer,
  -- [{column, value, message}]
  reasons jsonb not null default '[]',
  primary key (import_id, line)
);
create index import_lines_by_outcome on import_lines (import_id, outcome, line);
create index import_lines_by_external_id on import_lines (import_id, external_id, line);

-- What somebody chose for files with this header.
create table import_mappings (
  -- SHA-256 of its names as a JSON list: a header may be longer than an index takes.
  header_hash bytea primary key,
  fields text[] not null,
  date_order text check (date_order in ('day_first', 'month_first'))
);

-- Down Migration
drop table import_mappings, import_lines, imports;
