-- Halls: who waits, who is called where, and what happened to each ticket. Every change of a hall begins
-- by raising its version, which makes writers of one hall wait for each other: numbers have no gaps and
-- no ticket is called to two counters. Telephone numbers stand apart, because they go when the day ends.

create schema centres;
comment on schema centres is 'Service centres: tickets, counters, and what happened there';
grant usage on schema centres to hamwe_app;

create table centres.hall (
  centre  text   primary key,
  version bigint not null
);
comment on table centres.hall is 'One row for each centre that was ever used; its lock is the turn of who changes the hall';
comment on column centres.hall.version is 'Rises with every change: two boards of one version are the same';
grant select, insert on centres.hall to hamwe_app;
grant update (version) on centres.hall to hamwe_app;

create table centres.sequence (
  centre text    not null,
  day    date    not null,
  letter text    not null,
  last   integer not null,
  constraint sequence_pk primary key (centre, day, letter),
  constraint sequence_letter check (letter ~ '^[A-Z]$')
);
comment on table centres.sequence is 'The last number given for a letter of a centre on a local day';
grant select, insert on centres.sequence to hamwe_app;
grant update (last) on centres.sequence to hamwe_app;

create table centres.ticket (
  id              uuid        primary key,
  token           text        not null,
  centre          text        not null,
  day             date        not null,
  number          text        not null,
  topic           text        not null,
  priority_group  text,
  party           integer     not null,
  person          uuid,
  appointment     uuid,
  appointment_at  timestamptz,
  lang            text        not null,
  status          text        not null,
  counter         text,
  reserved        text,
  taken_at        timestamptz not null,
  waiting_since   timestamptz not null,
  called_at       timestamptz,
  first_called_at timestamptz,
  announced       integer     not null default 0,
  announced_at    timestamptz,
  started_at      timestamptz,
  ended_at        timestamptz,
  skipped_at      timestamptz,
  calls           integer     not null default 0,
  served_seconds  integer,
  soon_told       boolean     not null default false,
  constraint ticket_token unique (token),
  constraint ticket_number unique (centre, day, number),
  constraint ticket_token_form check (token ~ '^[A-Za-z0-9_-]{22}$'),
  constraint ticket_party check (party between 1 and 20),
  constraint ticket_status check (status in ('waiting', 'called', 'serving', 'parked', 'done', 'absent', 'left')),
  constraint ticket_counter check (counter is not null or status not in ('called', 'serving', 'parked')),
  constraint ticket_ended check ((ended_at is not null) = (status in ('done', 'absent', 'left')))
);
comment on table centres.ticket is 'One visit to a hall, as it stands now; what happened to it is in centres.moment';
comment on column centres.ticket.token is 'Who holds it may see the ticket: 128 random bits, never on a board';
comment on column centres.ticket.reserved is 'Waits for this counter alone, while that is open';
comment on column centres.ticket.announced is 'Times that the board said it, recalls included';
comment on column centres.ticket.calls is 'Times that it was called and did not come';
comment on column centres.ticket.served_seconds is 'At counters, time away for a paper not counted';
-- What waits or is in hand is some hundred rows of a table of years.
create index ticket_alive on centres.ticket (centre, day)
  where status in ('waiting', 'called', 'serving', 'parked');
create index ticket_line on centres.ticket (centre, day, topic, waiting_since, id) where status = 'waiting';
create index ticket_before_others on centres.ticket (centre, day)
  where status = 'waiting' and coalesce(priority_group, reserved, appointment::text) is not null;
create unique index ticket_in_hand on centres.ticket (centre, counter, day) where status in ('called', 'serving');
create index ticket_measured on centres.ticket (centre, topic, ended_at desc) where status = 'done';
create unique index ticket_appointment on centres.ticket (appointment) where appointment is not null;
create index ticket_announced on centres.ticket (centre, day, announced_at desc) where announced_at is not null;
grant select, insert on centres.ticket to hamwe_app;
grant update (topic, status, counter, reserved, waiting_since, called_at, first_called_at, announced, announced_at,
  started_at, ended_at, skipped_at, calls, served_seconds, soon_told) on centres.ticket to hamwe_app;

create table centres.phone (
  ticket uuid primary key constraint phone_ticket references centres.ticket (id),
  phone  text not null
);
comment on table centres.phone is 'Where to tell that it is nearly time; erased when the day of the ticket ends';
grant select, insert, delete on centres.phone to hamwe_app;

create table centres.seat (
  centre    text        not null,
  counter   text        not null,
  officer   uuid        not null,
  opened_at timestamptz not null,
  constraint seat_counter primary key (centre, counter),
  constraint seat_officer unique (officer)
);
comment on table centres.seat is 'Who sits at which open counter now: one officer at one counter';
grant select, insert, delete on centres.seat to hamwe_app;

create table centres.moment (
  id      bigint      generated always as identity primary key,
  ticket  uuid        not null constraint moment_ticket references centres.ticket (id),
  at      timestamptz not null,
  what    text        not null,
  topic   text        not null,
  counter text,
  officer uuid,
  constraint moment_what check (what in ('taken', 'called', 'recalled', 'skipped', 'started', 'finished',
    'transferred', 'parked', 'resumed', 'left', 'closed'))
);
comment on table centres.moment is 'What happened to each ticket, when and at whose counter; only ever added to, for measuring';
create index moment_of_ticket on centres.moment (ticket);
grant select, insert on centres.moment to hamwe_app;

create table centres.act (
  key    text primary key,
  ticket uuid not null constraint act_ticket references centres.ticket (id)
);
comment on table centres.act is 'Which ticket came of which command: the same key again is the same ticket';
grant select, insert on centres.act to hamwe_app;
