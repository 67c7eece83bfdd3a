-- A day can become a public holiday after people have booked it: their appointments are called off, which
-- is neither cancelled by them nor missed.
alter table centres.appointment
  drop constraint appointment_status,
  add constraint appointment_status
    check (status in ('booked', 'arrived', 'cancelled', 'missed', 'called-off'));
comment on column centres.appointment.status is 'cancelled by the person; missed where nobody came; called-off where the centre is closed at that time after all';
