-- SOURCE_WRITE_BACK_SQL: one answer, into one row. Known are :external_id, :status (confirmed, reschedule_requested,
-- cancelled or scheduled), :answer (confirm, reschedule, cancel or opt_out), :answered_at, and the start that source.sql
-- gave last, :starts_at and :starts_at_local (the office's clock). It sets what is so, and is therefore harmless when it
-- runs twice. Where it changes no row, the clinic's own change stands, and the timeline says so.
update appointments
set
  status = case :status
    when 'confirmed' then 'confirmed'
    when 'reschedule_requested' then 'rescheduling'
    when 'cancelled' then 'cancelled'
    else status
  end,
  answered_at = :answered_at::timestamptz,
  updated_at = greatest(updated_at, :answered_at::timestamptz)
where
  id = :external_id::integer
  -- Moved since: the answer was to another time.
  and starts_at = :starts_at_local::timestamp
  -- Decided at the counter since: the newer word stands.
  and (status = 'booked' or updated_at <= :answered_at::timestamptz)
