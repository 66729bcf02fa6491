-- A typical clinic's tables, for trying out: npm run dev -- --with-source
create table if not exists patients (
  id integer generated always as identity primary key,
  first_name text not null,
  last_name text not null,
  mobile text,
  language text
);

create table if not exists appointments (
  id integer generated always as identity primary key,
  patient_id integer not null references patients,
  -- The clinic's own clock, as most such tables have it.
  starts_at timestamp not null,
  minutes integer not null default 30,
  room text,
  status text not null default 'booked' check (status in ('booked', 'confirmed', 'rescheduling', 'cancelled')),
  answered_at timestamptz,
  updated_at timestamptz not null default now()
);

-- Whoever changes a row need not think of updated_at.
create or replace function touch() returns trigger language plpgsql as $$
begin
  if new.updated_at = old.updated_at then new.updated_at = now(); end if;
  return new;
end $$;
create or replace trigger appointments_touch before update on appointments for each row execute function touch();
