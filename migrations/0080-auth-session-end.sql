-- How a session ends: the issuer may end it (OpenID Connect Back-Channel Logout 1.0), we may ask the issuer
-- to end its own (RP-Initiated Logout 1.0), and a form that is sent after the end waits for the next sign-in.
-- Servers of before may run beside it: they know of none of this, and sessions of theirs end here only.
alter table auth.session
  add column issuer   text,
  add column sid      text,
  add column id_token bytea;
comment on column auth.session.issuer is 'Our short name of the issuer that vouched';
comment on column auth.session.sid is 'The session''s name at the issuer, where it has one';
comment on column auth.session.id_token is 'Shown to the issuer at sign-out; sealed by the id that only the browser holds';
create index session_sid on auth.session (sid) where sid is not null;

create table auth.kept_post (
  id           uuid primary key,
  browser_hash bytea       not null,
  account      text        not null,
  sealed       bytea       not null,
  kept_at      timestamptz not null,
  open_until   timestamptz not null,
  constraint kept_post_hash_length check (length(browser_hash) = 32)
);
comment on table auth.kept_post is 'Forms that came after a session had ended, until their sender has signed in again; at most an hour';
comment on column auth.kept_post.sealed is 'Sealed by the key in the browser''s cookie, of which we hold only a hash';
create index kept_post_account on auth.kept_post (account, kept_at);
create index kept_post_open_until on auth.kept_post (open_until);
grant select, insert, delete on auth.kept_post to hamwe_app;
