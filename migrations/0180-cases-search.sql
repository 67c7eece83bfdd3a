-- An officer finds a file by a name, a number or a telephone. The words of a case stand in a table
-- of their own with an index by their beginning; whole numbers stand as keyed hashes, so that the
-- table gives nobody a list of national ID numbers. Every look outside of somebody's work says why.
-- Servers of before may run beside it: what they take in is indexed at night.
create table cases.search_word (
  word    text collate "C" not null,
  case_id uuid not null,
  constraint search_word_pk primary key (word, case_id)
);
comment on table cases.search_word is
  'Words by which a file is found, folded; numbers of six digits and more as # and a keyed hash';
create index search_word_of_case on cases.search_word (case_id);
grant select, insert, delete on cases.search_word to hamwe_app;

alter table cases.application add column search_key text;
comment on column cases.application.search_key is
  'By which key its words were indexed; null or another than the present: index it at night';

alter table cases.access add column purpose text,
  add constraint access_purpose
    check (purpose in ('contact', 'compare', 'correct', 'supervise'));
comment on column cases.access.purpose is
  'Why an officer looked who had no work on it at the time; null: it was their work';
