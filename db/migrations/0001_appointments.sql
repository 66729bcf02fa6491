-- Up Migration

-- An appointment is due for delivery to its workflow while delivered_revision < revision.
create table appointments (
  id integer generated always as identity primary key,
  external_id text check (external_id <> ''),
  revision integer not null default 1 check (revision > 0),
  version integer not null default 1 check (version > 0),
  delivered_revision integer not null default 0,
  delivery_tries integer not null default 0,
  deliver_after timestamptz not null default now(),
  status text not null default 'scheduled'
    check (status in ('scheduled', 'confirmed', 'reschedule_requested', 'cancelled')),
  client_name text not null check (client_name <> ''),
  client_phone text not null check (client_phone ~ '^\+[1-9][0-9]{6,14}$'),
  client_locale text,
  client_time_zone text,
  starts_at timestamptz not null,
  duration_minutes integer check (duration_minutes > 0),
  -- The appointment's own offsets (ISO 8601 durations); null: the office's.
  offsets text[],
  booked_at timestamptz not null,
  attended boolean,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index appointments_one_live_external_id on appointments (external_id) where status <> 'cancelled';
create index appointments_due_for_delivery on appointments (deliver_after) where delivered_revision < revision;
create index appointments_by_start on appointments (starts_at, id);
create index appointments_by_phone on appointments (client_phone, starts_at);

create table reminders (
  appointment_id integer not null references appointments on delete cascade,
  revision integer not null,
  -- 1, 2, … by time; 0 is "call now" by staff.
  number integer not null check (number >= 0),
  -- ISO 8601 duration before the start; null for number 0.
  "offset" text,
  due_at timestamptz not null,
  moved_from timestamptz,
  state text not null default 'planned'
    check (state in ('planned', 'calling', 'reached', 'not_reached', 'skipped')),
  reason text,
  primary key (appointment_id, revision, number)
);

create table attempts (
  -- <appointment>-<revision>-<reminder number>-<attempt>
  id text primary key,
  appointment_id integer not null references appointments on delete cascade,
  -- Revision 0 is a test call.
  revision integer not null,
  reminder integer not null,
  number integer not null,
  channel text not null check (channel in ('call', 'sms')),
  purpose text not null check (purpose in ('reminder', 'confirmation', 'test')),
  state text not null default 'reserved'
    check (state in ('reserved', 'dialing', 'placed', 'unresolved', 'ended', 'refused', 'retired')),
  phone text not null,
  -- CallSid or MessageSid: the first one that shows up binds.
  sid text unique,
  -- The POST to Twilio is not sent at or after this instant.
  dial_before timestamptz,
  dialed_at timestamptz,
  picked_up_at timestamptz,
  -- By answering-machine detection; Twilio need not repeat it when the call ends.
  answered_by text check (answered_by in ('human', 'machine', 'fax')),
  ended_at timestamptz,
  outcome text check (outcome in ('picked_up', 'voicemail', 'busy', 'no_answer', 'failed', 'canceled', 'delivered')),
  error_code text,
  -- First valid key of the call; never overwritten.
  answer text check (answer in ('confirm', 'reschedule', 'cancel', 'opt_out', 'office', 'none')),
  answered_at timestamptz,
  -- The workflow has yet to hear of the answer or the end: the relay signals it from then on.
  signal_after timestamptz,
  created_at timestamptz not null default now(),
  unique (appointment_id, revision, reminder, number)
);
-- Nobody's phone rings twice at once; and Twilio's list by number names an unresolved call without doubt.
create unique index attempts_one_live_call_per_number on attempts (phone)
  where channel = 'call' and state in ('dialing', 'placed', 'unresolved');
create index attempts_to_signal on attempts (signal_after) where signal_after is not null;
create index attempts_by_phone on attempts (phone, dialed_at);

-- The timeline: every decision and event, kept for ever in order.
create table events (
  id bigint generated always as identity primary key,
  appointment_id integer not null references appointments on delete cascade,
  at timestamptz not null default clock_timestamp(),
  -- system, client, twilio, or staff:<name>
  actor text not null,
  what text not null,
  reason text,
  attempt_id text,
  detail jsonb not null default '{}'
);
create index events_of_appointment on events (appointment_id, id);

create table desk_list (
  id integer generated always as identity primary key,
  appointment_id integer not null references appointments on delete cascade,
  reason text not null,
  since timestamptz not null default now(),
  done_at timestamptz,
  done_by text,
  note text
);
create unique index desk_list_once on desk_list (appointment_id, reason) where done_at is null;

create table opt_outs (
  phone text primary key check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  since timestamptz not null default now(),
  actor text not null
);

create table api_keys (
  id integer generated always as identity primary key,
  name text not null,
  -- SHA-256 of a key with 128 bits of chance or more: nothing to guess, so nothing to stretch.
  hash bytea not null unique,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);

create table idempotency_keys (
  api_key_id integer not null references api_keys on delete cascade,
  key text not null,
  request_hash bytea not null,
  status integer not null,
  headers jsonb not null,
  body jsonb not null,
  created_at timestamptz not null default now(),
  primary key (api_key_id, key)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);

-- Browser sessions of those who signed in with an API key.
create table sessions (
  hash bytea primary key,
  api_key_id integer not null references api_keys on delete cascade,
  expires_at timestamptz not null
);

-- Down Migration
drop table sessions, idempotency_keys, api_keys, opt_outs, desk_list, events, attempts, reminders, appointments;
