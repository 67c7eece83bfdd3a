-- A code holds the codes of what was chosen, and their words stand on the trust list in every language;
-- lines that find no room in the code are bound to it by a digest. Old servers may run beside this: they
-- go on signing words, which still verify. The words of papers issued so far are put on the list, so that
-- they too are shown in the reader's language.
alter table credentials.credential add column salt bytea;
alter table credentials.credential add column statement text;
alter table credentials.credential
  add constraint credential_statement_salted check ((salt is null) = (statement is null));
comment on column credentials.credential.statement is
  'All lines as JSON, byte for byte as they were hashed; null where the code holds every line itself';
comment on column credentials.credential.salt is
  'Keeps others from guessing lines by the digest that stands in the code';
create index credential_code on credentials.credential (sha256(cwt));

update credentials.document_type as kind set fields = (
  select jsonb_agg(
    case when words.all is null then field else field || jsonb_build_object('values', words.all) end
    order by place)
  from jsonb_array_elements(kind.fields) with ordinality as listed (field, place),
  lateral (
    select jsonb_agg(distinct jsonb_build_object('label', claim -> 'value')) as all
    from credentials.credential as paper, jsonb_array_elements(paper.claims) as claim
    where paper.jurisdiction = kind.jurisdiction and paper.authority = kind.authority
      and paper.document_type = kind.document_type
      and claim ->> 'name' = field ->> 'name' and jsonb_typeof(claim -> 'value') = 'object'
  ) as words)
where jsonb_array_length(kind.fields) > 0;
