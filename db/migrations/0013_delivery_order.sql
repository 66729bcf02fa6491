-- Up Migration

-- What is due for delivery is taken by its start.
create index appointments_to_deliver on appointments (starts_at) where delivered_revision < revision;
drop index appointments_due_for_delivery;

-- Down Migration
create index appointments_due_for_delivery on appointments (deliver_after) where delivered_revision < revision;
drop index appointments_to_deliver;
