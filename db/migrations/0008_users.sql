-- Up Migration

create table users (
  id integer generated always as identity primary key,
  name text not null check (name <> ''),
  -- argon2id in PHC string format; null: cannot sign in with a password.
  password_hash text,
  role text not null check (role in ('look', 'desk', 'admin')),
  -- Wrong passwords in a row.
  failures integer not null default 0,
  locked_until timestamptz,
  disabled_at timestamptz,
  created_at timestamptz not null default now()
);
create unique index users_one_name on users (lower(name));

alter table api_keys
  -- The default is for what runs beside this schema during an upgrade: its keys may do everything.
  add column role text not null default 'admin' check (role in ('look', 'desk', 'admin')),
  -- As on the timeline, such as staff:ana; null: from the settings.
  add column created_by text,
  -- The day, UTC.
  add column last_used_on date;

-- Who it is: a program by its key, or a person. `caller` is key:3 or user:5.
alter table sessions
  alter column api_key_id drop not null,
  add column user_id integer references users on delete cascade,
  add column caller text not null
    generated always as (coalesce('key:' || api_key_id::text, 'user:' || user_id::text)) stored,
  add column created_at timestamptz not null default now(),
  add constraint sessions_one_caller check (num_nonnulls(api_key_id, user_id) = 1);
create index sessions_by_caller on sessions (caller);

alter table idempotency_keys drop constraint idempotency_keys_pkey;
alter table idempotency_keys
  alter column api_key_id drop not null,
  add column user_id integer references users on delete cascade,
  add column caller text not null
    generated always as (coalesce('key:' || api_key_id::text, 'user:' || user_id::text)) stored,
  add constraint idempotency_keys_one_caller check (num_nonnulls(api_key_id, user_id) = 1),
  add primary key (caller, key);

alter table key_usage drop constraint key_usage_pkey;
alter table key_usage
  alter column api_key_id drop not null,
  add column user_id integer references users on delete cascade,
  add column caller text not null
    generated always as (coalesce('key:' || api_key_id::text, 'user:' || user_id::text)) stored,
  add constraint key_usage_one_caller check (num_nonnulls(api_key_id, user_id) = 1),
  -- No other unique constraint beside it: `on conflict` names one, and two at once would fail by the other.
  add primary key (caller, day);

-- Down Migration
delete from key_usage where user_id is not null;
alter table key_usage drop constraint key_usage_pkey, drop column caller;
alter table key_usage drop column user_id, add primary key (api_key_id, day);

delete from idempotency_keys where user_id is not null;
alter table idempotency_keys drop constraint idempotency_keys_pkey, drop column caller;
alter table idempotency_keys drop column user_id, add primary key (api_key_id, key);

delete from sessions where user_id is not null;
alter table sessions drop column caller, drop column created_at;
alter table sessions drop column user_id, alter column api_key_id set not null;

alter table api_keys drop column last_used_on, drop column created_by, drop column role;
drop table users;
