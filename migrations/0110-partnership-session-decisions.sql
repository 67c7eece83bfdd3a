-- What stood open when a session began, in a table of its own: with ten thousand commitments it made
-- every page that reads sessions slow, and none but the room of the session shows it.
-- Old servers may not run beside it: their room reads item 1 where it no longer is.
create table partnership.session_decision (
  session  text  not null,
  place    int   not null,
  decision jsonb not null,
  constraint session_decision_pk primary key (session, place)
);
comment on table partnership.session_decision is
  'Item 1 of each session: the commitments that were open on its day, as they read then';
insert into partnership.session_decision (session, place, decision)
select id, place, decision from partnership.snapshot,
  jsonb_array_elements(state -> 'openDecisions') with ordinality as item (decision, place)
where kind = 'session';
update partnership.snapshot set state = state - 'openDecisions' where kind = 'session';
grant select, insert on partnership.session_decision to hamwe_app;
