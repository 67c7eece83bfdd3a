-- A breach is spoken of by a number, in letters and on the telephone: those of before get theirs in
-- the order of their rows. Servers of before may run beside it: the database gives the number.
alter table privacy.breach add column number integer not null generated always as identity;
comment on column privacy.breach.number is 'By which it is spoken of; given once, with gaps';
