-- What a program asked somebody to say yes to stands with the question, also where nobody could be
-- reached: it is judged before anything that depends on whether there is such a person, so that no
-- program can tell from an answer. Codes asked for before this day are void; they last ten minutes.
delete from api.confirmation;
alter table api.confirmation add column purpose text not null;
comment on column api.confirmation.purpose is 'What exactly is said yes to, by ids and hashes: no answer can be read from it';
