-- A counter that is to close while somebody is served there closes when they are done; its officer may then move to another.
-- Servers of before may run beside it: a client who is done at one of them leaves the counter open until it is closed by hand.
alter table centres.seat add column closes_after boolean not null default false,
  add column moves_to text,
  add constraint seat_moves check (moves_to is null or closes_after);
comment on column centres.seat.closes_after is 'Closes when the client in hand is done';
comment on column centres.seat.moves_to is 'The counter to which the officer then moves';
grant update (closes_after, moves_to) on centres.seat to hamwe_app;
