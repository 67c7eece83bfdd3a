-- Working groups are kept in the register, and end; whoever leaves a post writes what the next has to
-- know. The note stands beside the events, as the holder does: it may name people. Servers of before
-- may run beside it: they neither end a group nor read a note, and both columns may be empty.
alter table partnership.working_group add column ended_on date;
comment on column partnership.working_group.ended_on is 'It takes on nothing new from this day on';
alter table partnership.post
  add column hand_over    text,
  add column hand_over_on date;
comment on column partnership.post.hand_over is
  'What the next holder has to know; may name people, so never in an event';
