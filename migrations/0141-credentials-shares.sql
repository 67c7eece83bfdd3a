-- Links by which a person shows one of their papers to somebody else for some days, and each time that one was opened.
-- Old servers may run beside it: they know no such links.
create table credentials.share (
  id            uuid primary key,
  credential_id uuid        not null,
  person_id     uuid        not null,
  token_hash    bytea       not null,
  created_at    timestamptz not null,
  ends_at       timestamptz not null,
  ended_at      timestamptz,
  constraint share_token unique (token_hash)
);
comment on table credentials.share is
  'A link that shows one paper to whoever has it, until its end. Only the digest of the token is stored.';
create index share_of_credential on credentials.share (credential_id, created_at desc);

create table credentials.share_opening (
  share_id uuid        not null,
  at       timestamptz not null,
  what     text        not null,
  device   text,
  constraint share_opening_what check (what in ('page', 'pdf'))
);
comment on table credentials.share_opening is
  'Each time that a link showed its paper; shown to the owner. device: as for sessions, never an address.';
create index share_opening_of_share on credentials.share_opening (share_id, at desc);

grant select, insert, delete on credentials.share to hamwe_app;
grant update (ended_at) on credentials.share to hamwe_app;
grant select, insert, delete on credentials.share_opening to hamwe_app;
