-- Papers that an authority has issued. The history of a paper (issued, revoked) is in the events and
-- names nobody; what is printed on it stands here, apart, so that it can be erased by itself.

create schema credentials;
comment on schema credentials is 'Issued papers, their place in the status list, and who may issue which document';

-- A status list takes new papers until half full, then the next begins: this counts them.
create sequence credentials.paper_count as bigint;

create table credentials.document_type (
  authority     text not null,
  document_type text not null,
  jurisdiction  text not null,
  title         jsonb not null,
  fields        jsonb not null,
  constraint document_type_pk primary key (jurisdiction, authority, document_type)
);
comment on table credentials.document_type is
  'Title and fields of each kind of paper; the number of a field is in every code ever printed and never changes';

create table credentials.issuer_key (
  kid            text not null,
  jurisdiction   text not null,
  authority      text not null,
  authority_name jsonb not null,
  public_key     jsonb not null,
  constraint issuer_key_pk primary key (kid)
);
comment on table credentials.issuer_key is 'Public half of each key that ever signed a paper; kept for good, as papers live long';

create table credentials.issuer_status (
  id            bigint generated always as identity,
  kid           text not null,
  document_type text not null,
  status        text not null,
  since         timestamptz not null,
  constraint issuer_status_pk primary key (id),
  constraint issuer_status_kid_fk foreign key (kid) references credentials.issuer_key (kid),
  constraint issuer_status_once unique (kid, document_type, since),
  constraint issuer_status_known check (status in ('granted', 'withdrawn'))
);
comment on table credentials.issuer_status is
  'Since when a key may, or may no longer, sign a kind of paper; rows are only added (TS 119 602 service history)';

create table credentials.credential (
  id             uuid not null,
  number         text not null,
  case_id        uuid not null,
  person_id      uuid not null,
  service        text not null,
  jurisdiction   text not null,
  authority      text not null,
  authority_name jsonb not null,
  document_type  text not null,
  title          jsonb not null,
  claims         jsonb not null,
  lang           text not null,
  issued_at      timestamptz not null,
  valid_until    text,
  expires_at     timestamptz,
  status_list    int not null,
  status_index   int not null,
  cwt            bytea not null,
  revoked_at     timestamptz,
  revoked_reason text,
  constraint credential_pk primary key (id),
  constraint credential_number_once unique (number),
  constraint credential_case_once unique (case_id, document_type),
  constraint credential_status_once unique (status_list, status_index),
  constraint credential_status_index_in_list check (status_index >= 0 and status_index < 131072),
  constraint credential_revoked_with_reason check ((revoked_at is null) = (revoked_reason is null))
);
comment on table credentials.credential is 'What is printed on each paper, and the bytes that were signed for its code';
create index credential_person on credentials.credential (person_id, issued_at desc);
create index credential_revoked on credentials.credential (status_list) where revoked_at is not null;

grant usage on schema credentials to hamwe_app;
grant usage on sequence credentials.paper_count to hamwe_app;
grant select, insert on credentials.document_type, credentials.issuer_key, credentials.issuer_status,
  credentials.credential to hamwe_app;
grant update (title, fields) on credentials.document_type to hamwe_app;
grant update (authority_name) on credentials.issuer_key to hamwe_app;
grant update (revoked_at, revoked_reason) on credentials.credential to hamwe_app;
