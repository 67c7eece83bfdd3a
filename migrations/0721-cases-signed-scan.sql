-- Whoever has the summary that somebody signed at a counter may attach a scan of it to the file. Servers of before may run beside
-- it: the scan is of none of their tasks, so they show it nowhere.
comment on column cases.file.task is
  'The key of the task to which an officer attached it, or signed-summary: a scan of what the applicant signed at a counter; null for the papers of the applicant';
