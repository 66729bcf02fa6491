-- Up Migration

-- Also of cancelled ones: a repeated import must find them.
create index appointments_by_external_id on appointments (external_id, id) where external_id is not null;

-- Down Migration
drop index appointments_by_external_id;
