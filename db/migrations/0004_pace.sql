-- Up Migration

-- The one line in which the calls of all processes stand, on this server's clock. One row, so that one statement books a
-- turn, whoever asks.
create table pace (
  id int primary key default 1 check (id = 1),
  -- Turns booked so far.
  number bigint not null default 0,
  -- Not before this, so that calls leave evenly.
  next_at timestamptz not null default '-infinity',
  -- When the calls of the last second left or are to leave, by their number modulo the rate.
  left_at timestamptz[] not null default '{}'
);
insert into pace default values;

-- Down Migration
drop table pace;
