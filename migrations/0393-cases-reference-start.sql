-- A file is found by the first characters of its number, whatever the order of the database's
-- language is. Servers of before may run beside it.
create index application_reference_start on cases.application (reference text_pattern_ops);
