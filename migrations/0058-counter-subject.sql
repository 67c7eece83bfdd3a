-- What a person was asked to say yes to is kept as what it is: its kind, the draft or application,
-- the act, and the hash of all of it. Until now the case's version was hidden in the name of a draft
-- and the act in a prefix of the hash.
-- Servers of before may not run beside it: they ask in the columns that are renamed here. A code that
-- was asked for before is void, and is asked for again.
alter table counter.consent rename column kind to way;
alter table counter.consent rename constraint consent_kind to consent_way;
alter table counter.consent rename column draft to subject;
alter table counter.consent rename column answers_hash to hash;
alter table counter.consent add column kind text, add column act text;
update counter.consent set
  kind = case when hash like '%:%' then 'case' else 'draft' end,
  act = case when hash like '%:%' then split_part(hash, ':', 1) end,
  hash = case when hash like '%:%' then split_part(hash, ':', 2) else hash end;
alter table counter.consent
  alter column kind set not null,
  add constraint consent_kind check (kind in ('draft', 'case')),
  add constraint consent_act check ((kind = 'case') = (act is not null));
comment on column counter.consent.way is 'By a code to their telephone, or by their signature';
comment on column counter.consent.kind is 'What it is about: a draft to be sent, or an application that was sent';
comment on column counter.consent.subject is 'Id of the draft or the application';
comment on column counter.consent.act is 'What is done with an application that was sent';
comment on column counter.consent.hash is 'SHA-256 (hex) of all that is said yes to: changed afterwards, the yes is void';
