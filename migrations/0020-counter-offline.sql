-- Counters and mobile units that go on without network. A device is known by its public key and has a
-- range of ticket numbers and a block of references of its own, so that two of them never give out the
-- same. What it took offline arrives here once, whatever is sent again; what could not be taken in as it
-- was stays here with its words until somebody has settled it, so that it survives the device.
create table counter.device (
  id          uuid        primary key,
  centre      text        not null,
  code        text        not null,
  name        text        not null,
  public_key  jsonb       not null,
  enrolled_by uuid        not null,
  enrolled_at timestamptz not null,
  revoked_at  timestamptz,
  revoked_by  uuid,
  constraint device_code unique (centre, code),
  constraint device_revoked check ((revoked_at is null) = (revoked_by is null))
);
comment on table counter.device is 'Devices on which an operator may go on without network, each for one centre';
comment on column counter.device.code is 'Its range of ticket numbers: K7 gives K7-001, K7-002 …; never given to another device of the centre';
comment on column counter.device.public_key is 'ECDSA P-256 (JWK); the private key was made on the device and cannot leave it';
grant select, insert on counter.device to hamwe_app;
grant update (revoked_at, revoked_by) on counter.device to hamwe_app;

create table counter.reference_block (
  reference text        primary key,
  device    uuid        not null references counter.device (id),
  drawn_at  timestamptz not null
);
comment on table counter.reference_block is 'References given to a device before they are needed; no reference is given to two devices';
create index reference_block_of_device on counter.reference_block (device);
grant select, insert on counter.reference_block to hamwe_app;

create table counter.synced (
  item         uuid        primary key,
  device       uuid        not null references counter.device (id),
  kind         text        not null,
  taken_at     timestamptz not null,
  received_at  timestamptz not null,
  delivered_by uuid        not null,
  state        text        not null,
  reason       text,
  reference    text,
  case_id      uuid,
  draft        uuid,
  person       uuid,
  held         jsonb,
  settled_at   timestamptz,
  settled_by   uuid,
  constraint synced_kind check (kind in ('ticket', 'application')),
  constraint synced_state check (state in ('done', 'conflict', 'dropped')),
  constraint synced_conflict_says_why check (state <> 'conflict' or (reason is not null and held is not null)),
  constraint synced_words_end check (state = 'conflict' or held is null)
);
comment on table counter.synced is 'What devices took without network and delivered: each item once, with what became of it';
comment on column counter.synced.reference is 'The one that the person was given, or the new one where that was taken';
comment on column counter.synced.held is 'The item as it was taken, with personal data: only while it waits to be settled';
create index synced_open on counter.synced (device) where state = 'conflict';
create index synced_of_draft on counter.synced (draft) where draft is not null;
grant select, insert on counter.synced to hamwe_app;
grant update (state, reason, reference, case_id, draft, person, held, settled_at, settled_by) on counter.synced to hamwe_app;
