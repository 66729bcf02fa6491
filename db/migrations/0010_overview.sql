-- Up Migration

create index calls_by_dialling on attempts (dialed_at) where channel = 'call' and purpose = 'reminder';
create index answers_by_time on events (at) where what = 'answer_recorded';
-- What is over is of no interest to whoever asks what is overdue.
create index reminders_ahead on reminders (due_at) where state in ('planned', 'calling');

-- Down Migration
drop index calls_by_dialling, answers_by_time, reminders_ahead;
