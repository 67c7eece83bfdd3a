-- A screen shows six digits and whoever runs the floor types them on their own page, so that nobody signs in
-- on a television. Servers of before may run beside it: they do not know the page.
create table centres.pairing (
  secret  bytea       primary key,
  centre  text        not null,
  code    text        not null,
  made_at timestamptz not null,
  device  uuid        constraint pairing_device references centres.device (id),
  constraint pairing_code unique (centre, code),
  constraint pairing_code_form check (code ~ '^[0-9]{6}$')
);
comment on table centres.pairing is 'Browsers that show a code to become a screen of a hall; each lives ten minutes';
comment on column centres.pairing.secret is 'SHA-256 of what the browser alone has; the code by itself opens nothing';
grant select, insert, delete on centres.pairing to hamwe_app;
grant update (device) on centres.pairing to hamwe_app;
