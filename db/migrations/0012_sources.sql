-- Up Migration

-- Where appointments live already, such as the office's own database; one row each, as the settings have it.
create table sources (
  name text primary key check (name in ('database', 'calendar')),
  -- Named by the settings.
  in_use boolean not null default true,
  -- Whether answers are written back there.
  writes_back boolean not null,
  -- What the last answer met that could not be written back: words without anything personal.
  error text,
  -- ETag of what was read last, for those that have one.
  etag text
);

-- What each row of a source was when it was last looked at, so that one that has not changed costs nothing.
create table source_rows (
  source text not null references sources,
  external_id text not null,
  -- Of the row as a whole.
  hash bytea not null,
  -- Null: never registered, for it has a problem, was over already, or was cancelled before it came here.
  appointment_id integer references appointments on delete set null,
  -- What the source said last, so that its own changes are told from those made here.
  starts_at timestamptz,
  cancelled boolean not null default false,
  -- [{path, message, value?}]: why it was not taken in as it is now.
  problem jsonb,
  -- The source does not list it any more.
  missing_since timestamptz,
  -- The answer that was last written back, or given up: its event.
  written_event bigint not null default 0,
  changed_at timestamptz not null default now(),
  primary key (source, external_id)
);
create index source_rows_of_appointment on source_rows (appointment_id) where appointment_id is not null;
create index source_rows_with_problem on source_rows (source, external_id) where problem is not null;
create index source_rows_missing on source_rows (source, missing_since) where missing_since is not null;

-- Each look at a source, and what came of it.
create table sync_runs (
  id integer generated always as identity primary key,
  source text not null references sources,
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  -- held: it would have cancelled or moved too many, so that it changed nothing and asks.
  state text not null default 'running' check (state in ('running', 'done', 'held', 'failed')),
  -- {seen, registered, changed, cancelled, …}
  counts jsonb not null default '{}',
  error text,
  approved_by text,
  approved_at timestamptz
);
create index sync_runs_newest on sync_runs (source, id desc);

-- Down Migration
drop table sync_runs, source_rows, sources;
