-- How a person wants to be told: by SMS and e-mail, by one of them, or only what the law demands. Without a row, by both
-- as before. Old servers may run beside it: they know no wish and send by both.
create table messages.preference (
  person_id uuid primary key,
  ways      text        not null,
  at        timestamptz not null,
  constraint preference_ways check (ways in ('both', 'sms', 'email', 'law'))
);
comment on table messages.preference is 'How a person wants to be told of their affairs; without a row by SMS and e-mail.';
grant select, insert, update on messages.preference to hamwe_app;
