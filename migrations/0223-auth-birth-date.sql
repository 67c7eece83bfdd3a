-- Whoever stands at a counter without a card is found by name and date of birth together. Servers of before may run
-- beside it.
create index person_birth_date on auth.person (birth_date) where birth_date is not null;
