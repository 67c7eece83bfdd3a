-- Telephones that answer by themselves: whoever writes very often in an hour is heard, and answered no more.
alter table ussd.heard add column phone_hash bytea;
comment on column ussd.heard.phone_hash is 'HMAC of the number that wrote, to count how often; null for what was heard before it was counted';
create index heard_of_phone on ussd.heard (phone_hash, heard_at);
create index heard_at on ussd.heard (heard_at);
grant delete on ussd.heard to hamwe_app;
