-- Up Migration

-- Where others want to hear of events.
create table webhook_endpoints (
  id integer generated always as identity primary key,
  url text not null,
  types text[] not null check (types <> '{}'),
  -- In clear, for it signs.
  secret text not null,
  -- Signs as well until then, so that the receiver can change over.
  previous_secret text,
  previous_until timestamptz,
  -- The first try that failed since the last one that did not.
  failing_since timestamptz,
  -- Null: it is on.
  disabled_at timestamptz,
  disabled_because text check (disabled_because in ('staff', 'failing', 'gone')),
  created_at timestamptz not null default now(),
  created_by text not null,
  check ((disabled_at is null) = (disabled_because is null)),
  check ((previous_secret is null) = (previous_until is null))
);

-- What happened, as it was then.
create table outgoing_events (
  -- Told to receivers, who know by it what they have had already: unlike a number it never comes again.
  id uuid primary key default gen_random_uuid(),
  type text not null,
  data jsonb not null,
  created_at timestamptz not null default now()
);
create index outgoing_events_by_age on outgoing_events (created_at);

-- An event on its way to one endpoint.
create table webhook_deliveries (
  id integer generated always as identity primary key,
  event_id uuid not null references outgoing_events on delete cascade,
  endpoint_id integer not null references webhook_endpoints on delete cascade,
  -- failed: given up, or never tried since the endpoint was off.
  state text not null check (state in ('waiting', 'delivered', 'failed')),
  -- When it was last asked for.
  waiting_since timestamptz not null default now()
);
create index webhook_deliveries_of_event on webhook_deliveries (event_id);
create index webhook_deliveries_of_endpoint on webhook_deliveries (endpoint_id, id);
create index webhook_deliveries_missed on webhook_deliveries (endpoint_id, id) where state = 'failed';
create index webhook_deliveries_waiting on webhook_deliveries (waiting_since) where state = 'waiting';

-- The log: each POST and what came of it.
create table webhook_tries (
  id bigint generated always as identity primary key,
  delivery_id integer not null references webhook_deliveries on delete cascade,
  at timestamptz not null,
  outcome text not null check (outcome in ('delivered', 'rejected', 'timed_out', 'name_not_found',
    'address_not_allowed', 'connection_refused', 'certificate_refused', 'connection_failed')),
  status integer,
  duration_ms integer not null
);
create index webhook_tries_of_delivery on webhook_tries (delivery_id, id);

-- Down Migration
drop table webhook_tries, webhook_deliveries, outgoing_events, webhook_endpoints;
