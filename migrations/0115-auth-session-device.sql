-- So that people recognise their own sessions: "Firefox, Windows". Servers of before may run beside it.
alter table auth.session add column device text;
comment on column auth.session.device is 'Browser and system as product names; no version, no model; null where unknown';
