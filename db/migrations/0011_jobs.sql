-- Up Migration

-- Work that was agreed on here and that a workflow of its own is to do: from then on the relay starts it. A job is asked
-- for again while it runs by the same row; its workflow then looks once more before it ends.
create table jobs (
  kind text not null check (kind in ('import', 'webhook', 'write_back')),
  -- Of what the job is about, such as an import's id.
  ref integer not null,
  start_after timestamptz not null default now(),
  tries integer not null default 0,
  primary key (kind, ref)
);
create index jobs_to_start on jobs (start_after);

-- Down Migration
drop table jobs;
