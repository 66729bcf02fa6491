-- Up Migration

-- Texts that clients have sent, so that one which Twilio posts twice is answered twice but acts once.
create table inbound_texts (
  -- MessageSid
  sid text primary key,
  at timestamptz not null,
  -- Null: none was sent.
  reply text
);
create index text_attempts_by_phone on attempts (phone, dialed_at desc) where channel = 'sms';

-- Down Migration
drop index text_attempts_by_phone;
drop table inbound_texts;
