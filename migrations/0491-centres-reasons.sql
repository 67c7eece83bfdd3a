-- Two reasons for changing a ticket by hand: another matter than the ticket is for, and sent back from a counter.
-- Servers of before may run beside it: they write the other reasons, and read none.
alter table centres.moment drop constraint moment_reason,
  add constraint moment_reason
    check (reason in ('health', 'mistake', 'asked', 'gone', 'twice', 'other', 'matter', 'sent-back'));
