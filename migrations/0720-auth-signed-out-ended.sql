-- Who is signed out also where a session ran out: from its end on, and from this table once the night has cleared it away.
-- Servers of before may run beside it: they do not count such an end.
comment on table auth.signed_out is 'Officers who signed out, or whose last session ran out and was cleared away, and who have not signed in again';
