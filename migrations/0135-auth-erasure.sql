-- An account goes when its person asks for it and nothing is left that it is needed for. Events name
-- it by an id that then leads to nobody. Servers of before may run beside it.
grant delete on auth.person, auth.pin to hamwe_app;
