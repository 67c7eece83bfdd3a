-- Whoever runs the floor gives a counter other topics for the rest of the day, and operators take breaks, without
-- a change of the government's folder. Servers of before may run beside it: they call by the topics of the folder
-- and count a counter with a break as open.
create table centres.counter_topics (
  centre  text        not null,
  counter text        not null,
  topics  text[]      not null,
  officer uuid        not null,
  set_at  timestamptz not null,
  constraint counter_topics_pk primary key (centre, counter),
  constraint counter_topics_some check (cardinality(topics) > 0)
);
comment on table centres.counter_topics is 'What a counter serves today instead of its topics in the centre''s data; gone when the day ends';
comment on column centres.counter_topics.officer is 'Who runs the floor and set it';
grant select, insert, delete on centres.counter_topics to hamwe_app;
grant update (topics, officer, set_at) on centres.counter_topics to hamwe_app;

alter table centres.seat add column break_since timestamptz, add column break_until timestamptz;
alter table centres.seat add constraint seat_break check ((break_since is null) = (break_until is null));
comment on column centres.seat.break_until is 'When the officer said to be back; they call nobody until they say that they are';
grant update (break_since, break_until) on centres.seat to hamwe_app;
