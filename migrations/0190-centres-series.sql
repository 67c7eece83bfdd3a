-- People with priority, appointments, families and filled-in forms have series of numbers of their own
-- (AP01, AR01, AF01, AQ01), so that within one series the order of the calls can be that of arrival.
-- Servers of before may run beside it: they go on to give one letter to everybody.
alter table centres.sequence drop constraint sequence_letter;
alter table centres.sequence add constraint sequence_letter check (letter ~ '^[A-Z]{1,2}$');
comment on table centres.sequence is 'The last number given for a series (the letter of a topic, and of families and the like a second) of a centre on a local day';
