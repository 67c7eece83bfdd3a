-- What was escalated is a list of its own for whoever supervises, in the order of its promises; of
-- a great authority it is few files among very many. Servers of before may run beside it.
create index task_escalated on cases.task (authority, promised_at, case_id, key, sent_at)
  where closed_at is null and escalated;
