-- Somebody who has never signed in is served: a second officer of the hall reads the card as well, and
-- the account that the counter made is then of level 2 (docs/decisions/0027). Servers of before may
-- run beside it: they know no such check, and serve whoever has passed one like any account of level 2.
create table counter.card_check (
  id          uuid        primary key,
  person      uuid        not null,
  visit       uuid        not null references counter.visit,
  operator    uuid        not null,
  centre      text        not null,
  counter     text        not null,
  card        text        not null,
  asked_at    timestamptz not null,
  tries       int         not null default 0,
  settled_at  timestamptz,
  settled_by  uuid,
  outcome     text,
  drawn       boolean     not null default false,
  reviewer    uuid,
  reviewed_at timestamptz,
  finding     text,
  constraint card_check_card check (card in ('national-id', 'passport')),
  constraint card_check_outcome check (outcome in ('confirmed', 'alone', 'differs', 'replaced')),
  constraint card_check_settled check (num_nonnulls(settled_at, settled_by, outcome) in (0, 3)),
  constraint card_check_second check (outcome <> 'confirmed' or settled_by <> operator),
  constraint card_check_alone check (outcome <> 'alone' or (settled_by = operator and drawn)),
  constraint card_check_finding check (finding in ('in-order', 'not-in-order')),
  constraint card_check_done check (num_nonnulls(reviewer, reviewed_at, finding) in (0, 3))
);
comment on table counter.card_check is 'A card that two officers read, each by themselves, and what came of it; drawn ones are looked into';
comment on column counter.card_check.outcome is 'confirmed by a second officer; alone: nobody else was at a counter of the hall; differs: what the second officer read was another; replaced by a newer one';
create unique index card_check_open on counter.card_check (person) where settled_at is null;
create index card_check_waiting on counter.card_check (centre, asked_at) where settled_at is null;
create index card_check_drawn on counter.card_check (centre, asked_at) where drawn and reviewed_at is null;
create index card_check_of_person on counter.card_check (person, asked_at);
create index card_check_of_visit on counter.card_check (visit);
grant select, insert on counter.card_check to hamwe_app;
grant update (tries, settled_at, settled_by, outcome, drawn, reviewer, reviewed_at, finding)
  on counter.card_check to hamwe_app;

alter table counter.look drop constraint look_what,
  add constraint look_what check (what in ('taken-offline', 'address', 'review', 'card-check'));
