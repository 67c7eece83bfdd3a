-- Nobody is planned at two counters at the same time, in whichever halls: two halls that were saved at
-- the same moment could do so. Of two such shifts the one that was planned first stays. Servers of
-- before may run beside it: what they plan twice fails there instead of being written.
delete from centres.shift a using centres.shift b
where a.officer = b.officer and a.day = b.day
  and a.from_minute < b.until_minute and b.from_minute < a.until_minute
  and (a.set_at, a.centre, a.counter, a.from_minute) > (b.set_at, b.centre, b.counter, b.from_minute);
alter table centres.shift add constraint shift_once
  exclude using gist (officer with =, day with =, int4range(from_minute, until_minute) with &&);
