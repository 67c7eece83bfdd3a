-- How a paper is drawn and whose signature it bears: written when it is issued, so that a later change of the
-- definition or of an officer's name does not change a paper that was given. Old servers may run beside it: they
-- leave it empty, and such a paper is drawn as a letter without a name, as are those from before.
alter table credentials.credential add column design jsonb;
comment on column credentials.credential.design is
  'Layout, claim in large letters, officers who signed with their roles, and their office';
