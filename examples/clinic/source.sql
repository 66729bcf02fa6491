-- SOURCE_SQL: the appointments, one row each. Each minute, read only. What has passed may be left out.
select
  a.id::text as external_id,
  p.first_name || ' ' || p.last_name as client_name,
  p.mobile as phone,
  -- A time without a zone is one of the office's clock (OFFICE_TIME_ZONE), unless a column time_zone says otherwise.
  a.starts_at as starts_at,
  p.language as locale,
  a.minutes as duration_minutes,
  a.status = 'cancelled' as cancelled,
  json_build_object('room', a.room) as metadata,
  -- With it, the newer word stands when a client answers in the minute in which the clinic changes its row.
  a.updated_at as updated_at
from appointments a
join patients p on p.id = a.patient_id
where a.starts_at > now() at time zone 'UTC' - interval '1 day'
