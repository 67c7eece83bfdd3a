-- What the feature phone kept goes to where every door can use it: ratings to assessment, PINs to
-- sign-in, and what is kept of a telephone to a schema of its own. An old server names the old schema:
-- it must be stopped before this runs.
create schema assessment;
comment on schema assessment is 'How people were served: ratings of applications that have ended';
grant usage on schema assessment to hamwe_app;

alter table ussd.rating set schema assessment;
alter table ussd.pin set schema auth;
alter schema ussd rename to phone;
comment on schema phone is 'What is kept of a telephone: sessions, the language chosen, SMS heard';
