-- What a program was told can be told again for ninety days. A draft that was sent takes no place of one
-- that is still being prepared.
grant delete on api.delivery to hamwe_app;
alter table api.draft add column sent_at timestamptz;
comment on column api.draft.sent_at is 'When it became an application; it stays for the rest of its day, so that sending again finds what was sent';
create index draft_being_prepared on api.draft (client) where sent_at is null;
grant update (sent_at) on api.draft to hamwe_app;
