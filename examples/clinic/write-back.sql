-- SOURCE_WRITE_BACK_SQL: one answer. :status is confirmed, reschedule_requested, cancelled or scheduled; :answer is
-- confirm, reschedule, cancel or opt_out. It sets what is so, and is therefore harmless when it runs twice. A row that
-- the clinic has changed since the answer stays as it is: no row is updated, and the timeline says so.
update appointments
set
  status = case :status
    when 'confirmed' then 'confirmed'
    when 'reschedule_requested' then 'rescheduling'
    when 'cancelled' then 'cancelled'
    else status
  end,
  answered_at = :answered_at::timestamptz,
  updated_at = :answered_at::timestamptz
where id = :external_id::integer and updated_at <= :answered_at::timestamptz
