-- The list of messages stands in the order in which they were written, also those of one instant,
-- and an SMS is headed by what it is about, as an e-mail is. Servers of before may run beside it:
-- their SMS have no subject. Numbers the table, which is locked meanwhile: a minute for ten million messages.
alter table messages.outbox add column sequence bigint generated always as identity;
comment on column messages.outbox.sequence is 'Order of writing, among messages of one instant';
alter table messages.outbox drop constraint outbox_email_subject;
alter table messages.outbox add constraint outbox_email_subject
  check (channel <> 'email' or subject is not null);
comment on column messages.outbox.subject is 'What it is about: heads it in the list; of an e-mail also its subject';
update messages.outbox sms set subject = email.subject
from messages.outbox email
where sms.channel = 'sms' and email.channel = 'email' and email.id = sms.id
  and sms.lang = email.lang and email.subject <> '';
