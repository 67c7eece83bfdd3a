-- Indicators of the partnership count the applications of one service by month.
-- Servers of before may run beside it.
create index application_of_service on cases.application (service, submitted_at);
