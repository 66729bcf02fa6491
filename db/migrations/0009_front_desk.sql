-- Up Migration

-- What the client heard first, or was written, and in which language (BCP 47): personal, and gone with the appointment.
alter table attempts add column locale text, add column said text;

-- The front desk's search. Hyphens and dots part names, or PostgreSQL would take "St.Clair" for a host.
create index appointments_by_name on appointments
  using gin (to_tsvector('simple', translate(client_name, '-.,/''’@_&:', '          ')));
create index appointments_by_phone_start on appointments (client_phone text_pattern_ops);
create index appointments_by_phone_end on appointments (reverse(client_phone) text_pattern_ops);

create index desk_list_done on desk_list (done_at desc, id desc) where done_at is not null;

-- Down Migration
drop index desk_list_done;
drop index appointments_by_name, appointments_by_phone_start, appointments_by_phone_end;
alter table attempts drop column locale, drop column said;
