-- Up Migration

-- What keeps all calls and texts from going out: staff, or a refusal of Twilio that concerns the whole account.
create table holds (
  kind text primary key check (kind in ('paused', 'account_refused')),
  since timestamptz not null,
  -- staff:<name> who paused, or system
  actor text not null,
  -- Twilio's code and words, or why staff paused
  code text,
  detail text,
  -- While the account is refused, one attempt tries again from then on.
  probe_after timestamptz
);

-- Down Migration
drop table holds;
