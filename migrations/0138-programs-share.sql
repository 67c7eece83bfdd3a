-- How many applications a program has sent today is counted before each. Servers of before may run
-- beside it: they do not count.
create index application_sent on programs.application (client, sent_at);
