-- Who has filled in his form at home takes less time at the counter; the hall reckons with it when it calls.
alter table centres.ticket add column prepared boolean not null default false;
comment on column centres.ticket.prepared is 'The form of a service of its topic was filled in before the ticket was taken';
grant update (prepared) on centres.ticket to hamwe_app;
