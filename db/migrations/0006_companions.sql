-- Up Migration

-- Other appointments of the same number and day that a call is about, besides its own.
create table companions (
  attempt_id text not null references attempts on delete cascade,
  appointment_id integer not null references appointments on delete cascade,
  -- The companion's, when the call was dialled: a changed one is neither named nor confirmed.
  revision integer not null,
  -- The client, or a mailbox, heard of it.
  named_at timestamptz,
  -- 1 was pressed.
  confirmed_at timestamptz,
  primary key (attempt_id, appointment_id)
);
create index companions_of_appointment on companions (appointment_id);

-- Down Migration
drop table companions;
