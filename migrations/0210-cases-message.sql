-- What the office and the applicant write to each other about an application. A message is never
-- changed, and goes only with the file. Servers of before may run beside it: they show no messages,
-- and the night in which one of them erases a file leaves its messages to the next erasure.
create table cases.message (
  id        uuid primary key,
  case_id   uuid        not null,
  side      text        not null check (side in ('office', 'applicant')),
  author    text        not null,
  authority text,
  text      text        not null check (length(text) between 1 and 4000),
  at        timestamptz not null,
  constraint message_of_office check ((side = 'office') = (authority is not null))
);
comment on table cases.message is
  'Words between the office and the applicant about an application: both read them, erased with the file';
comment on column cases.message.author is 'Id of the officer or of the person';
create index message_of_case on cases.message (case_id, at);
grant select, insert, delete on cases.message to hamwe_app;
