-- Papers that wait for their signature are no work of the night any more. Servers of before may run
-- beside it: they plan the task again, and do it.
delete from jobs.job where task = 'credentials.sign-left' and taken_by is null;
delete from jobs.night where task = 'credentials.sign-left';
