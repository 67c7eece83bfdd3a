-- The schema after all migrations, read from PostgreSQL's catalogue: what a change of a migration does to it
-- is seen here. Made by `npm run schema`; a test fails when it is stale. To make a database, run the migrations.

create schema assessment;
comment on schema assessment is 'How people were served: ratings of applications that have ended';
create schema auth;
comment on schema auth is 'Who asks: people, officers, sessions';
create schema cases;
create schema catalogue;
comment on schema catalogue is 'Published definitions of public services, and the calendar of holidays';
create schema centres;
comment on schema centres is 'Service centres: tickets, counters, and what happened there';
create schema counter;
comment on schema counter is 'Serving people in person: visits, yeses, papers handed over, agents outside the halls';
create schema credentials;
comment on schema credentials is 'Issued papers, their place in the status list, and who may issue which document';
create schema events;
create schema help;
comment on schema help is 'What people ask of the help desk; swept at night';
create schema http;
comment on schema http is 'The web server''s ground: how often a caller has tried what could be guessed';
create schema jobs;
create schema messages;
comment on schema messages is 'What people are told, by SMS and e-mail';
create schema notes;
create schema notifications;
comment on schema notifications is 'What officers are told about their work; swept at night';
create schema partnership;
create schema payments;
comment on schema payments is 'Bills, attempts to pay them, and what providers called to say';
create schema phone;
comment on schema phone is 'What is kept of a telephone: sessions, the language chosen, SMS heard';
create schema platform;
comment on schema platform is 'What knows nothing of public services: the history of the schema itself';
create schema privacy;
comment on schema privacy is 'Retention, legal holds, and what people ask about their own data';
create schema programs;
comment on schema programs is 'Programs that act for people: clients, tokens, drafts, keys of requests, webhooks';
create schema sandbox;
comment on schema sandbox is 'Simulated outside systems; empty where real providers are configured';
create schema security;
comment on schema security is 'Security events, append-only';

create table assessment.rating (
  case_id uuid not null,
  person_id uuid not null,
  score integer not null,
  words text not null,
  lang text not null,
  rated_at timestamp with time zone not null,
  service text,
  door text not null default 'ussd'::text,
  constraint rating_door CHECK ((door = ANY (ARRAY['web'::text, 'counter'::text, 'agent'::text, 'ussd'::text, 'api'::text]))),
  constraint rating_pk PRIMARY KEY (case_id),
  constraint rating_score CHECK (((score >= 1) AND (score <= 5)))
);
comment on table assessment.rating is 'How a decided application was served, 1 to 5: one for each, the later one counts';
CREATE INDEX rating_of_service ON assessment.rating USING btree (service, rated_at);
grant insert, select, update (door, lang, rated_at, score, service, words) on assessment.rating to hamwe_app;

create table auth.absence (
  id uuid not null,
  officer uuid not null,
  deputy uuid,
  from_at timestamp with time zone not null,
  until_at timestamp with time zone not null,
  status text not null,
  asked_by text not null,
  asked_at timestamp with time zone not null,
  given_by text,
  given_at timestamp with time zone,
  ended_by text,
  ended_at timestamp with time zone,
  constraint absence_deputy_fkey FOREIGN KEY (deputy) REFERENCES auth.officer(id),
  constraint absence_lasts CHECK ((until_at > from_at)),
  constraint absence_of_another CHECK ((deputy <> officer)),
  constraint absence_officer_fkey FOREIGN KEY (officer) REFERENCES auth.officer(id),
  constraint absence_pkey PRIMARY KEY (id),
  constraint absence_status CHECK ((status = ANY (ARRAY['asked'::text, 'held'::text, 'ended'::text])))
);
comment on table auth.absence is 'Leave of officers, and who has their roles meanwhile';
CREATE INDEX absence_deputy ON auth.absence USING btree (deputy) WHERE (status = 'held'::text);
CREATE INDEX absence_officer ON auth.absence USING btree (officer) WHERE (status <> 'ended'::text);
grant select on auth.absence to hamwe_app;

create table auth.confirmation (
  id uuid not null,
  person uuid not null,
  purpose text not null,
  code_hash bytea not null,
  tries integer not null default 0,
  asked_at timestamp with time zone not null,
  open_until timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  door text not null default 'counter'::text,
  constraint confirmation_door CHECK ((door = ANY (ARRAY['counter'::text, 'program'::text, 'self'::text]))),
  constraint confirmation_hash_length CHECK ((length(code_hash) = 32)),
  constraint confirmation_person_fkey FOREIGN KEY (person) REFERENCES auth.person(id),
  constraint confirmation_pkey PRIMARY KEY (id)
);
comment on table auth.confirmation is 'One code for one act for one person, ten minutes long, five tries; the code itself is not kept';
comment on column auth.confirmation.code_hash is 'HMAC under a key that is not in the database';
comment on column auth.confirmation.door is 'Who asked for the code: somebody who serves in person, a program, or the person, to confirm an address of theirs';
CREATE INDEX confirmation_ended ON auth.confirmation USING btree (open_until);
CREATE INDEX confirmation_of_person ON auth.confirmation USING btree (person, open_until);
grant delete, insert, select, update (confirmed_at, tries) on auth.confirmation to hamwe_app;

create table auth.held_role (
  id uuid not null,
  officer uuid not null,
  role text not null,
  offices text[] not null,
  services text[] not null,
  from_at timestamp with time zone,
  until_at timestamp with time zone,
  status text not null,
  asked_by text not null,
  asked_at timestamp with time zone not null,
  given_by text,
  given_at timestamp with time zone,
  ended_by text,
  ended_at timestamp with time zone,
  constraint held_role_given CHECK (((status <> 'held'::text) OR (given_by IS NOT NULL))),
  constraint held_role_officer_fkey FOREIGN KEY (officer) REFERENCES auth.officer(id),
  constraint held_role_pkey PRIMARY KEY (id),
  constraint held_role_status CHECK ((status = ANY (ARRAY['asked'::text, 'held'::text, 'ended'::text])))
);
comment on table auth.held_role is 'Who holds which role where, from when until when, and who gave it';
comment on column auth.held_role.offices is 'Offices of the authority by their codes; none: all of them';
comment on column auth.held_role.services is 'Services by their ids; none: all of them';
comment on column auth.held_role.status is 'asked: waits for a second administrator; ended also where that one declined';
CREATE INDEX held_role_officer ON auth.held_role USING btree (officer) WHERE (status <> 'ended'::text);
CREATE INDEX held_role_role ON auth.held_role USING btree (role) WHERE (status = 'held'::text);
grant select on auth.held_role to hamwe_app;

create table auth.invitation (
  token_hash bytea not null,
  officer uuid not null,
  made_at timestamp with time zone not null,
  open_until timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint invitation_hash_length CHECK ((length(token_hash) = 32)),
  constraint invitation_officer_fkey FOREIGN KEY (officer) REFERENCES auth.officer(id),
  constraint invitation_pkey PRIMARY KEY (token_hash)
);
comment on table auth.invitation is 'Links by which officers join; only a hash of the link is here';
CREATE INDEX invitation_officer ON auth.invitation USING btree (officer);
grant select on auth.invitation to hamwe_app;

create table auth.kept_post (
  id uuid not null,
  browser_hash bytea not null,
  account text not null,
  sealed bytea not null,
  kept_at timestamp with time zone not null,
  open_until timestamp with time zone not null,
  constraint kept_post_hash_length CHECK ((length(browser_hash) = 32)),
  constraint kept_post_pkey PRIMARY KEY (id)
);
comment on table auth.kept_post is 'Forms that came after a session had ended, until their sender has signed in again; at most an hour';
comment on column auth.kept_post.sealed is 'Sealed by the key in the browser''s cookie, of which we hold only a hash';
CREATE INDEX kept_post_account ON auth.kept_post USING btree (account, kept_at);
CREATE INDEX kept_post_open_until ON auth.kept_post USING btree (open_until);
grant delete, insert, select on auth.kept_post to hamwe_app;

create table auth.officer (
  id uuid not null,
  iss text not null,
  sub text not null,
  name text not null,
  authority text not null,
  active boolean not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  national_id text,
  networks text[] not null default '{}'::text[],
  email text,
  left_at timestamp with time zone,
  constraint officer_account UNIQUE (iss, sub),
  constraint officer_pkey PRIMARY KEY (id)
);
comment on table auth.officer is 'Who works for which authority in which roles; never deleted, because decisions name them';
comment on column auth.officer.active is 'False before they accepted their invitation, and once they have left';
comment on column auth.officer.national_id is 'Who they are as a person: kept from their own applications; null where it is not known';
comment on column auth.officer.networks is 'Addresses and networks (10.0.0.0/8) from which this officer may work; empty: from anywhere';
comment on column auth.officer.email is 'Where invitations go';
grant select on auth.officer to hamwe_app;

create table auth.passkey (
  id text not null,
  officer uuid not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  device text,
  synced boolean not null,
  added_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint passkey_officer_fkey FOREIGN KEY (officer) REFERENCES auth.officer(id),
  constraint passkey_pkey PRIMARY KEY (id)
);
comment on table auth.passkey is 'Public keys by which officers sign in; the private ones stay in their devices';
comment on column auth.passkey.counter is 'How often the device says it was used: a copy of it is told by that';
comment on column auth.passkey.synced is 'Whether their provider copies it to other devices of theirs';
CREATE INDEX passkey_officer ON auth.passkey USING btree (officer);
grant select, update (counter, used_at) on auth.passkey to hamwe_app;

create table auth.person (
  id uuid not null,
  iss text not null,
  sub text not null,
  name text not null,
  given_name text,
  family_name text,
  birth_date date,
  national_id text,
  nationality text,
  phone text,
  email text,
  language text,
  level smallint not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  phone_since timestamp with time zone,
  told_in text,
  constraint person_account UNIQUE (iss, sub),
  constraint person_level CHECK (((level >= 1) AND (level <= 3))),
  constraint person_pkey PRIMARY KEY (id)
);
comment on table auth.person is 'A person as the issuer last described them; refreshed at every sign-in';
comment on column auth.person.iss is 'The issuer that vouches, under the name it is configured with';
comment on column auth.person.level is 'Level of assurance of the last sign-in: 1 low, 2 substantial, 3 high';
comment on column auth.person.phone_since is 'When the issuer first vouched for this number in this account; null where it is older than the column';
comment on column auth.person.told_in is 'Language in which the person wants to be told; null for the one in which they applied';
CREATE INDEX person_birth_date ON auth.person USING btree (birth_date) WHERE (birth_date IS NOT NULL);
CREATE INDEX person_national_id ON auth.person USING btree (national_id) WHERE (national_id IS NOT NULL);
CREATE INDEX person_phone ON auth.person USING btree (phone) WHERE (phone IS NOT NULL);
grant delete, insert, select, update on auth.person to hamwe_app;

create table auth.pin (
  person_id uuid not null,
  salt bytea not null,
  hash bytea not null,
  tries integer not null default 0,
  locked_until timestamp with time zone,
  set_at timestamp with time zone not null,
  secret text,
  constraint pin_hash_length CHECK ((length(hash) = 32)),
  constraint pin_pk PRIMARY KEY (person_id)
);
comment on table auth.pin is 'Five digits by which a person is known on a phone, as scrypt of an HMAC with a key outside of the database';
comment on column auth.pin.secret is 'Id of the server''s secret of which the key of the HMAC is derived; null: from before they had ids';
grant delete, insert, select, update (hash, locked_until, salt, secret, set_at, tries) on auth.pin to hamwe_app;

create table auth.recovery (
  id uuid not null,
  officer uuid not null,
  status text not null,
  asked_by text not null,
  asked_at timestamp with time zone not null,
  given_by text,
  given_at timestamp with time zone,
  ended_by text,
  ended_at timestamp with time zone,
  constraint recovery_by_two CHECK ((given_by <> asked_by)),
  constraint recovery_officer_fkey FOREIGN KEY (officer) REFERENCES auth.officer(id),
  constraint recovery_pkey PRIMARY KEY (id),
  constraint recovery_status CHECK ((status = ANY (ARRAY['asked'::text, 'held'::text, 'ended'::text])))
);
comment on table auth.recovery is 'That somebody lost what they sign in with: one administrator says it, another confirms it';
CREATE INDEX recovery_officer ON auth.recovery USING btree (officer) WHERE (status = 'asked'::text);
grant select on auth.recovery to hamwe_app;

create table auth.session (
  id_hash bytea not null,
  person uuid,
  officer uuid,
  level smallint,
  shared boolean not null,
  started_at timestamp with time zone not null,
  touched_at timestamp with time zone not null,
  idle_until timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  issuer text,
  sid text,
  id_token bytea,
  device text,
  proved_at timestamp with time zone,
  constraint session_hash_length CHECK ((length(id_hash) = 32)),
  constraint session_of_one CHECK ((num_nonnulls(person, officer) = 1)),
  constraint session_officer_fkey FOREIGN KEY (officer) REFERENCES auth.officer(id),
  constraint session_person_fkey FOREIGN KEY (person) REFERENCES auth.person(id),
  constraint session_pkey PRIMARY KEY (id_hash)
);
comment on table auth.session is 'Open sessions; the browser holds the 256-bit id, we hold only its SHA-256';
comment on column auth.session.level is 'Level of assurance that this sign-in reached; null for officers';
comment on column auth.session.shared is 'On a shared computer: five minutes idle, and sign-out clears the browser';
comment on column auth.session.issuer is 'Our short name of the issuer that vouched';
comment on column auth.session.sid is 'The session''s name at the issuer, where it has one';
comment on column auth.session.id_token is 'Shown to the issuer at sign-out; sealed by the id that only the browser holds';
comment on column auth.session.device is 'Browser and system as product names; no version, no model; null where unknown';
comment on column auth.session.proved_at is 'When the officer last proved that it is they: a passkey, or asked anew at their provider';
CREATE INDEX session_ends_at ON auth.session USING btree (ends_at);
CREATE INDEX session_officer ON auth.session USING btree (officer) WHERE (officer IS NOT NULL);
CREATE INDEX session_person ON auth.session USING btree (person) WHERE (person IS NOT NULL);
CREATE INDEX session_sid ON auth.session USING btree (sid) WHERE (sid IS NOT NULL);
grant delete, insert, select, update on auth.session to hamwe_app;

create table auth.signed_out (
  officer uuid not null,
  at timestamp with time zone not null,
  constraint signed_out_officer_fkey FOREIGN KEY (officer) REFERENCES auth.officer(id),
  constraint signed_out_pkey PRIMARY KEY (officer)
);
comment on table auth.signed_out is 'Officers whose last session ended, and when: they signed out, it was ended, or it ran out and was cleared away; no meaning while they have an open session';
grant delete, insert, select, update on auth.signed_out to hamwe_app;

create table auth.used_login (
  state_hash bytea not null,
  open_until timestamp with time zone not null,
  constraint used_login_hash_length CHECK ((length(state_hash) = 32)),
  constraint used_login_pkey PRIMARY KEY (state_hash)
);
comment on table auth.used_login is 'Sign-ins that were finished, until they could not be finished anyway';
CREATE INDEX used_login_open_until ON auth.used_login USING btree (open_until);
grant delete, insert, select on auth.used_login to hamwe_app;

create table cases.access (
  case_id uuid not null,
  at timestamp with time zone not null,
  officer_id text not null,
  authority text not null,
  what text not null,
  purpose text,
  constraint access_purpose CHECK ((purpose = ANY (ARRAY['contact'::text, 'compare'::text, 'correct'::text, 'supervise'::text, 'court'::text, 'archive'::text, 'authority'::text, 'copy'::text])))
);
comment on table cases.access is 'Every reading of a person''s file by staff; shown to the person.';
comment on column cases.access.purpose is 'Why an officer looked who had no work on it at the time, or what a file was exported for; null: it was their work';
CREATE INDEX access_exported ON cases.access USING btree (at) WHERE (what = 'export'::text);
CREATE INDEX access_of_case ON cases.access USING btree (case_id, at DESC);
CREATE INDEX access_of_officer ON cases.access USING btree (officer_id, at);
grant delete, insert, select on cases.access to hamwe_app;

create table cases.answers (
  case_id uuid not null,
  revision integer not null,
  answers jsonb not null,
  asked jsonb not null,
  at timestamp with time zone not null,
  constraint answers_pk PRIMARY KEY (case_id, revision)
);
comment on table cases.answers is 'What the person answered, and the questions as they were worded then. A new revision for each answer to a request.';
grant delete, insert, select on cases.answers to hamwe_app;

create table cases.application (
  id uuid not null,
  reference text not null,
  person_id uuid not null,
  service text not null,
  definition integer not null,
  authority text not null,
  status text not null,
  stage text,
  lang text not null,
  renews uuid,
  submitted_at timestamp with time zone not null,
  due_at timestamp with time zone,
  decided_at timestamp with time zone,
  version integer not null,
  erased_at timestamp with time zone,
  search_key text,
  constraint application_pkey PRIMARY KEY (id),
  constraint application_reference UNIQUE (reference),
  constraint application_status CHECK ((status = ANY (ARRAY['awaiting-payment'::text, 'in-review'::text, 'waiting-for-applicant'::text, 'granted-awaiting-payment'::text, 'granted'::text, 'refused'::text, 'withdrawn'::text, 'in-appeal'::text])))
);
comment on table cases.application is 'The fold of a case''s events, for lists. The events are the truth.';
comment on column cases.application.erased_at is 'When answers, papers and words were erased; what remains is counted and shown to nobody';
comment on column cases.application.search_key is 'By which key its words were indexed; null or another than the present: index it at night';
CREATE INDEX application_closed ON cases.application USING btree (service, definition, COALESCE(decided_at, submitted_at), id) WHERE ((erased_at IS NULL) AND (status = ANY (ARRAY['granted'::text, 'refused'::text, 'withdrawn'::text])));
CREATE INDEX application_of_person ON cases.application USING btree (person_id, submitted_at DESC);
CREATE INDEX application_of_service ON cases.application USING btree (service, submitted_at);
CREATE INDEX application_reference_start ON cases.application USING btree (reference text_pattern_ops);
CREATE UNIQUE INDEX application_renewed_once ON cases.application USING btree (renews) WHERE ((renews IS NOT NULL) AND (status <> ALL (ARRAY['refused'::text, 'withdrawn'::text])));
grant insert, select, update on cases.application to hamwe_app;

create table cases.contact (
  case_id uuid not null,
  phone text,
  email text,
  at timestamp with time zone not null,
  constraint contact_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases.application(id),
  constraint contact_pkey PRIMARY KEY (case_id),
  constraint contact_reachable CHECK ((num_nonnulls(phone, email) > 0))
);
comment on table cases.contact is 'Telephone (E.164) and e-mail for the messages about an application, where the person gave others than those of the account; events do not carry them.';
grant delete, insert, select, update (at, email, phone) on cases.contact to hamwe_app;

create table cases.draft (
  id uuid not null,
  person_id uuid not null,
  service text not null,
  definition integer not null,
  answers jsonb not null default '{}'::jsonb,
  visited jsonb not null default '[]'::jsonb,
  renews uuid,
  case_id uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  journey uuid,
  reference text,
  told_in text,
  constraint draft_journey FOREIGN KEY (journey) REFERENCES cases.journey(id),
  constraint draft_pkey PRIMARY KEY (id)
);
comment on table cases.draft is 'An application not yet sent, kept page by page so that it can be finished on another device. case_id: what it became.';
comment on column cases.draft.journey is 'The way through several services of which this is one step; a service stands in it once.';
comment on column cases.draft.reference is 'Given out before it is sent, where there was no network';
comment on column cases.draft.told_in is 'Language in which its person wants to be told about it; null for their usual one';
CREATE INDEX draft_of_case ON cases.draft USING btree (case_id) WHERE (journey IS NOT NULL);
CREATE INDEX draft_of_person ON cases.draft USING btree (person_id, updated_at DESC) WHERE (case_id IS NULL);
CREATE INDEX draft_unsent ON cases.draft USING btree (updated_at) WHERE (case_id IS NULL);
CREATE UNIQUE INDEX draft_step ON cases.draft USING btree (journey, service) WHERE (journey IS NOT NULL);
grant delete, insert, select, update (answers, case_id, told_in, updated_at, visited) on cases.draft to hamwe_app;

create table cases.file (
  id uuid not null,
  person_id uuid,
  draft_id uuid,
  case_id uuid,
  document text not null,
  name text not null,
  media_type text not null,
  bytes integer not null,
  sha256 text not null,
  content bytea not null,
  at timestamp with time zone not null,
  answer_to uuid,
  prepared_in uuid,
  held_since timestamp with time zone,
  infected text,
  task text,
  officer text,
  constraint file_answer_to_fkey FOREIGN KEY (answer_to) REFERENCES cases.application(id),
  constraint file_belongs CHECK (((draft_id IS NOT NULL) OR (case_id IS NOT NULL) OR (answer_to IS NOT NULL))),
  constraint file_held_or_infected CHECK (((held_since IS NULL) OR (infected IS NULL))),
  constraint file_of_officer CHECK ((((task IS NULL) = (officer IS NULL)) AND ((task IS NULL) = (person_id IS NOT NULL)) AND ((task IS NULL) OR (case_id IS NOT NULL)))),
  constraint file_pkey PRIMARY KEY (id),
  constraint file_prepared CHECK ((((answer_to IS NULL) = (prepared_in IS NULL)) AND ((answer_to IS NULL) OR ((draft_id IS NULL) AND (case_id IS NULL)))))
);
comment on table cases.file is 'An uploaded paper. The content stands here, not in events, so that it can be erased.';
comment on column cases.file.answer_to is 'The case whose request it is to answer, once the person has said yes; null once it is in the case';
comment on column cases.file.prepared_in is 'Who prepares that answer: the person, a visit at a counter or with an agent, or a program''s draft';
comment on column cases.file.held_since is 'It has not been looked at for viruses yet: its content is given to nobody';
comment on column cases.file.infected is 'The virus that was in it; the content is gone';
comment on column cases.file.task is 'The key of the task to which an officer attached it, or signed-summary: a scan of what the applicant signed at a counter; null for the papers of the applicant';
comment on column cases.file.officer is 'Who attached it';
CREATE INDEX file_held ON cases.file USING btree (held_since) WHERE (held_since IS NOT NULL);
CREATE INDEX file_of_case ON cases.file USING btree (case_id) WHERE (case_id IS NOT NULL);
CREATE INDEX file_of_draft ON cases.file USING btree (draft_id) WHERE (draft_id IS NOT NULL);
CREATE INDEX file_prepared ON cases.file USING btree (answer_to, prepared_in) WHERE (answer_to IS NOT NULL);
grant delete, insert, select, update (answer_to, case_id, draft_id, held_since, prepared_in) on cases.file to hamwe_app;

create table cases.finding (
  case_id uuid not null,
  task text not null,
  values jsonb not null,
  at timestamp with time zone not null,
  earlier jsonb not null default '[]'::jsonb,
  constraint finding_pk PRIMARY KEY (case_id, task)
);
comment on table cases.finding is 'What officers found, by the key of the task. It stands here, not in events, so that it can be erased.';
comment on column cases.finding.earlier is 'What was corrected, oldest first: by whom, when, and the values as they were. Erased with the finding.';
grant delete, insert, select, update on cases.finding to hamwe_app;

create table cases.journey (
  id uuid not null,
  person_id uuid not null,
  journey text not null,
  lang text not null,
  plan jsonb not null default '[]'::jsonb,
  agreed_at timestamp with time zone,
  stopped_at timestamp with time zone,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  version integer not null default 1,
  constraint journey_pkey PRIMARY KEY (id)
);
comment on table cases.journey is 'Several services in one conversation. plan: what the person agreed to, step by step, with what each waits for; it holds whatever the catalogue says later.';
CREATE INDEX journey_of_person ON cases.journey USING btree (person_id, updated_at DESC);
grant delete, insert, select, update (agreed_at, lang, plan, stopped_at, updated_at, version) on cases.journey to hamwe_app;

create table cases.message (
  id uuid not null,
  case_id uuid not null,
  side text not null,
  author text not null,
  authority text,
  text text not null,
  at timestamp with time zone not null,
  constraint message_of_office CHECK (((side = 'office'::text) = (authority IS NOT NULL))),
  constraint message_pkey PRIMARY KEY (id),
  constraint message_side_check CHECK ((side = ANY (ARRAY['office'::text, 'applicant'::text]))),
  constraint message_text_check CHECK (((length(text) >= 1) AND (length(text) <= 4000)))
);
comment on table cases.message is 'Words between the office and the applicant about an application: both read them, erased with the file';
comment on column cases.message.author is 'Id of the officer or of the person';
CREATE INDEX message_of_case ON cases.message USING btree (case_id, at);
grant delete, insert, select on cases.message to hamwe_app;

create table cases.note (
  id uuid not null,
  case_id uuid not null,
  author text not null,
  text text not null,
  at timestamp with time zone not null,
  constraint note_pkey PRIMARY KEY (id),
  constraint note_text_check CHECK (((length(text) >= 1) AND (length(text) <= 4000)))
);
comment on table cases.note is 'Words of officers to each other about an application: never shown to the applicant, erased with the file';
CREATE INDEX note_of_case ON cases.note USING btree (case_id, at);
grant delete, insert, select on cases.note to hamwe_app;

create table cases.paper_check (
  file_id uuid not null,
  officer text not null,
  at timestamp with time zone not null,
  case_id uuid not null,
  checked boolean not null,
  constraint paper_check_pk PRIMARY KEY (file_id, officer, at)
);
comment on table cases.paper_check is 'Papers of an application that an officer ticked as checked, or unticked; the last row of each counts';
CREATE INDEX paper_check_of_case ON cases.paper_check USING btree (case_id);
grant delete, insert, select on cases.paper_check to hamwe_app;

create table cases.rank (
  case_id uuid not null,
  service text not null,
  call date not null,
  task text,
  numbers jsonb,
  ranked_at timestamp with time zone,
  taken boolean not null default false,
  constraint rank_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases.application(id),
  constraint rank_pkey PRIMARY KEY (case_id),
  constraint rank_whole CHECK ((num_nulls(task, numbers, ranked_at) = ANY (ARRAY[0, 3])))
);
comment on table cases.rank is 'An application among those of its call (named by its first day). Numbers stand here, not in events, so that they can be erased; null until it has come to the ranking.';
comment on column cases.rank.taken is 'It takes one of the places of its call: selected, also while that can be taken back, and not withdrawn';
CREATE INDEX rank_of_call ON cases.rank USING btree (service, call);
grant delete, insert, select, update (numbers, ranked_at, taken, task) on cases.rank to hamwe_app;

create table cases.search_word (
  word text not null,
  case_id uuid not null,
  constraint search_word_pk PRIMARY KEY (word, case_id)
);
comment on table cases.search_word is 'Words by which a file is found, folded; numbers of six digits and more as # and a keyed hash';
CREATE INDEX search_word_of_case ON cases.search_word USING btree (case_id);
grant delete, insert, select on cases.search_word to hamwe_app;

create table cases.statement (
  id uuid not null,
  case_id uuid not null,
  text text not null,
  at timestamp with time zone not null,
  constraint statement_pkey PRIMARY KEY (id)
);
comment on table cases.statement is 'Words typed by officers and applicants (reasons, requests, appeals); events carry the id only.';
CREATE INDEX statement_of_case ON cases.statement USING btree (case_id);
grant delete, insert, select on cases.statement to hamwe_app;

create table cases.task (
  case_id uuid not null,
  key text not null,
  task text not null,
  stage text not null,
  authority text not null,
  role text not null,
  reference text not null,
  service text not null,
  opened_at timestamp with time zone not null,
  due_at timestamp with time zone not null default 'infinity'::timestamp with time zone,
  claimed_by text,
  proposed_by text,
  escalated boolean not null default false,
  waiting boolean not null default false,
  closed_at timestamp with time zone,
  closed_by text,
  office text,
  promised_at timestamp with time zone not null default 'infinity'::timestamp with time zone,
  assigned_by text,
  sent_at timestamp with time zone,
  signed boolean not null default false,
  voted_by text[] not null default '{}'::text[],
  definition integer,
  revision integer,
  escalated_to text,
  by_vote boolean not null default false,
  barred text[] not null default '{}'::text[],
  substitutes text[] not null default '{}'::text[],
  constraint task_pk PRIMARY KEY (case_id, key)
);
comment on table cases.task is 'The work of officers: the fold of each task. waiting: the applicant has to answer first.';
comment on column cases.task.office is 'The office of the authority whose work it is, by its code; null: any office''s';
comment on column cases.task.promised_at is 'Until when the case was promised; infinity where its clock is stopped or it has no promise';
comment on column cases.task.assigned_by is 'The supervisor who gave it to whoever has claimed it; null: they took it themselves';
comment on column cases.task.sent_at is 'When the citizen sent the case; null where a server of before opened the task';
comment on column cases.task.signed is 'Its decision can be taken back until it takes effect';
comment on column cases.task.voted_by is 'Members of its committee who have voted or recused themselves';
comment on column cases.task.definition is 'The version of the service that its case follows; null where a server of before opened the task';
comment on column cases.task.revision is 'The newest answers of its case; null where a server of before opened the task';
comment on column cases.task.escalated_to is 'The role above the supervisor to which it was escalated; null: it was not';
comment on column cases.task.by_vote is 'A committee decides it: nobody takes it in hand';
comment on column cases.task.barred is 'Officers who did a step of another role as a deputy: they do not do this one';
comment on column cases.task.substitutes is 'Officers who vote on it in place of members who recused themselves';
CREATE INDEX task_closed ON cases.task USING btree (authority, closed_at) WHERE (closed_at IS NOT NULL);
CREATE INDEX task_escalated ON cases.task USING btree (authority, promised_at, case_id, key, sent_at) WHERE ((closed_at IS NULL) AND escalated);
CREATE INDEX task_escalated_to ON cases.task USING btree (authority, escalated_to, promised_at, case_id, key) WHERE ((closed_at IS NULL) AND (escalated_to IS NOT NULL));
CREATE INDEX task_in_hand ON cases.task USING btree (claimed_by, promised_at, case_id, key, sent_at) WHERE ((closed_at IS NULL) AND (claimed_by IS NOT NULL));
CREATE INDEX task_of_role ON cases.task USING btree (authority, role, due_at, case_id, key, sent_at) WHERE (closed_at IS NULL);
CREATE INDEX task_of_role_promised ON cases.task USING btree (authority, role, promised_at, case_id, key) WHERE (closed_at IS NULL);
CREATE INDEX task_of_role_received ON cases.task USING btree (authority, role, sent_at, case_id, key) WHERE (closed_at IS NULL);
CREATE INDEX task_of_service ON cases.task USING btree (authority, service, promised_at, case_id, key) WHERE (closed_at IS NULL);
CREATE INDEX task_promised ON cases.task USING btree (authority, promised_at, case_id, key) WHERE (closed_at IS NULL);
CREATE INDEX task_received ON cases.task USING btree (authority, sent_at, case_id, key) WHERE (closed_at IS NULL);
CREATE INDEX task_sent_day ON cases.task USING btree (authority, role, (((sent_at AT TIME ZONE 'UTC'::text))::date), promised_at, case_id, key, sent_at, due_at, service, office) WHERE (closed_at IS NULL);
CREATE INDEX task_signature ON cases.task USING btree (authority, promised_at, case_id, key) WHERE ((closed_at IS NULL) AND (proposed_by IS NOT NULL));
CREATE INDEX task_substitutes ON cases.task USING gin (substitutes) WHERE ((closed_at IS NULL) AND (substitutes <> '{}'::text[]));
CREATE INDEX task_waiting ON cases.task USING btree (authority, promised_at, case_id, key, sent_at) WHERE ((closed_at IS NULL) AND waiting);
CREATE INDEX task_worklist ON cases.task USING btree (authority, due_at, case_id, key, sent_at) INCLUDE (claimed_by) WHERE (closed_at IS NULL);
grant insert, select, update on cases.task to hamwe_app;

create table cases.work_view (
  officer text not null,
  name text not null,
  list text not null,
  at timestamp with time zone not null,
  constraint work_view_list_check CHECK ((length(list) <= 500)),
  constraint work_view_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
  constraint work_view_pk PRIMARY KEY (officer, name)
);
comment on table cases.work_view is 'Lists of work that an officer has named for themselves';
grant delete, insert, select, update (at, list) on cases.work_view to hamwe_app;

create table catalogue.definition (
  service text not null,
  version integer not null,
  sha256 text not null,
  source jsonb not null,
  published_at timestamp with time zone not null default now(),
  constraint definition_pk PRIMARY KEY (service, version),
  constraint definition_sha256 CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint definition_version_positive CHECK ((version > 0))
);
comment on table catalogue.definition is 'Each version of each service as it was published; never changed, because cases refer to it';
comment on column catalogue.definition.sha256 is 'Of what the files say; comments and layout do not count';
comment on column catalogue.definition.source is 'The files: {"files": {"service.yaml": "...", "rw.yaml": "..."}}';
grant insert, select on catalogue.definition to hamwe_app;

create table catalogue.edit (
  file text not null,
  path text[] not null,
  value json,
  changed_at timestamp with time zone not null,
  revision bigint not null generated by default as identity,
  constraint edit_pkey PRIMARY KEY (file, path)
);
comment on table catalogue.edit is 'Values of the files of the government that were edited in the product; no value: removed there.';
comment on column catalogue.edit.value is 'json, as jsonb forgets the order of keys, which screens follow.';
comment on column catalogue.edit.revision is 'New with each change of the row, so that servers see that there is one.';
grant delete, insert, select, update on catalogue.edit to hamwe_app;

create sequence catalogue.edit_revision_seq;

create table catalogue.government (
  number bigint not null generated always as identity,
  code text not null,
  sha256 text not null,
  files jsonb not null,
  published_at timestamp with time zone not null,
  constraint government_pkey PRIMARY KEY (number)
);
comment on table catalogue.government is 'Every publication of the files of a government, by name; the one with the highest number is in force.';
CREATE INDEX government_of_code ON catalogue.government USING btree (code, number DESC);
grant insert, select on catalogue.government to hamwe_app;

create sequence catalogue.government_number_seq;

create table catalogue.holiday (
  date date not null,
  name jsonb not null,
  observed boolean not null default true,
  constraint holiday_pk PRIMARY KEY (date)
);
comment on table catalogue.holiday is 'Public holidays: seeded once a year from a public list, then edited by the gazette officer';
comment on column catalogue.holiday.observed is 'False where an officer took the day off the calendar; the row stays so that it is not seeded again';
grant insert, select, update on catalogue.holiday to hamwe_app;

create table catalogue.holiday_year (
  year integer not null,
  seeded_at timestamp with time zone not null default now(),
  constraint holiday_year_pk PRIMARY KEY (year)
);
comment on table catalogue.holiday_year is 'Years that were seeded: a year is seeded once, so that edits are never undone';
grant insert, select on catalogue.holiday_year to hamwe_app;

create table catalogue.offered (
  service text not null,
  version integer not null,
  withdrawn boolean not null default false,
  changed_at timestamp with time zone not null default now(),
  constraint offered_definition FOREIGN KEY (service, version) REFERENCES catalogue.definition(service, version),
  constraint offered_pk PRIMARY KEY (service)
);
comment on table catalogue.offered is 'The current version of each service; a version never gives way to an older one';
comment on column catalogue.offered.withdrawn is 'True where the service takes no new applications; those that are under way go on';
grant insert, select, update on catalogue.offered to hamwe_app;

create table catalogue.treaty (
  id text not null,
  signed_on date,
  in_force_on date,
  ends_on date,
  changed_at timestamp with time zone not null,
  constraint treaty_pkey PRIMARY KEY (id)
);
comment on table catalogue.treaty is 'Days of treaties as the register of the partnership computes them';
comment on column catalogue.treaty.in_force_on is 'The first day on which it binds every party; null while it does not';
comment on column catalogue.treaty.ends_on is 'The first day on which it no longer binds; null where it holds until further notice';
grant insert, select, update on catalogue.treaty to hamwe_app;

create table centres.act (
  key text not null,
  ticket uuid not null,
  constraint act_pkey PRIMARY KEY (key),
  constraint act_ticket FOREIGN KEY (ticket) REFERENCES centres.ticket(id)
);
comment on table centres.act is 'Which ticket came of which command: the same key again is the same ticket';
CREATE INDEX act_of_ticket ON centres.act USING btree (ticket);
grant delete, insert, select on centres.act to hamwe_app;

create table centres.announcement (
  centre text not null,
  words jsonb not null,
  until timestamp with time zone not null,
  officer uuid not null,
  set_at timestamp with time zone not null,
  constraint announcement_pkey PRIMARY KEY (centre)
);
comment on table centres.announcement is 'What the boards of a hall say to everybody, until a time; one at a time';
comment on column centres.announcement.words is 'Language → text';
grant delete, insert, select, update (officer, set_at, until, words) on centres.announcement to hamwe_app;

create table centres.appointment (
  id uuid not null,
  centre text not null,
  topic text not null,
  service text,
  person uuid not null,
  code text not null,
  day date not null,
  seat integer not null,
  during tstzrange not null,
  void_at timestamp with time zone not null,
  party integer not null,
  grp text,
  lang text not null,
  status text not null default 'booked'::text,
  booked_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  command text not null,
  constraint appointment_code UNIQUE (centre, day, code),
  constraint appointment_command UNIQUE (person, command),
  constraint appointment_during CHECK (((NOT isempty(during)) AND lower_inc(during) AND (NOT upper_inc(during)))),
  constraint appointment_ended CHECK (((status = 'booked'::text) = (ended_at IS NULL))),
  constraint appointment_party CHECK (((party >= 1) AND (party <= 20))),
  constraint appointment_pkey PRIMARY KEY (id),
  constraint appointment_place EXCLUDE USING gist (centre WITH =, topic WITH =, seat WITH =, during WITH &&) WHERE ((status = ANY (ARRAY['booked'::text, 'arrived'::text]))),
  constraint appointment_seat_from_one CHECK ((seat >= 1)),
  constraint appointment_status CHECK ((status = ANY (ARRAY['booked'::text, 'arrived'::text, 'cancelled'::text, 'missed'::text, 'called-off'::text])))
);
comment on table centres.appointment is 'A place (centre, topic, seat, time) kept for one person; the exclusion constraint lets none be given twice';
comment on column centres.appointment.day is 'Local day of the centre: the code is unique on it';
comment on column centres.appointment.void_at is 'When it is void unless the person has come: the start and the minutes of grace that the centre had when it was booked';
comment on column centres.appointment.status is 'cancelled by the person; missed where nobody came; called-off where the centre is closed at that time after all';
comment on column centres.appointment.command is 'Key of the booking: the same key of the same person is the same booking';
CREATE INDEX appointment_of_day ON centres.appointment USING btree (centre, day);
CREATE INDEX appointment_of_person ON centres.appointment USING btree (person, lower(during) DESC);
CREATE UNIQUE INDEX appointment_open ON centres.appointment USING btree (person, topic) WHERE (status = 'booked'::text);
grant insert, select, update (code, day, during, ended_at, seat, status, void_at) on centres.appointment to hamwe_app;

create table centres.counter_topics (
  centre text not null,
  counter text not null,
  topics text[] not null,
  officer uuid not null,
  set_at timestamp with time zone not null,
  constraint counter_topics_pk PRIMARY KEY (centre, counter),
  constraint counter_topics_some CHECK ((cardinality(topics) > 0))
);
comment on table centres.counter_topics is 'What a counter serves today instead of its topics in the centre''s data; gone when the day ends';
comment on column centres.counter_topics.officer is 'Who runs the floor and set it';
grant delete, insert, select, update (officer, set_at, topics) on centres.counter_topics to hamwe_app;

create table centres.device (
  id uuid not null,
  centre text not null,
  kind text not null,
  printer boolean not null,
  name text not null,
  given_by uuid,
  given_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  constraint device_kind CHECK ((kind = ANY (ARRAY['kiosk'::text, 'board'::text]))),
  constraint device_name_length CHECK ((length(name) <= 60)),
  constraint device_pkey PRIMARY KEY (id)
);
comment on table centres.device is 'Browsers that a floor manager has made screens of a hall: kiosks and boards';
comment on column centres.device.given_by is 'The officer who made it one; none where a demonstration lent it';
comment on column centres.device.seen_at is 'When it last asked for a page, written at most every quarter of an hour';
CREATE INDEX device_of_centre ON centres.device USING btree (centre, given_at) WHERE (revoked_at IS NULL);
grant insert, select, update (revoked_at, seen_at) on centres.device to hamwe_app;

create table centres.hall (
  centre text not null,
  version bigint not null,
  constraint hall_pkey PRIMARY KEY (centre)
);
comment on table centres.hall is 'One row for each centre that was ever used; its lock is the turn of who changes the hall';
comment on column centres.hall.version is 'Rises with every change: two boards of one version are the same';
grant insert, select, update (version) on centres.hall to hamwe_app;

create table centres.moment (
  id bigint not null generated always as identity,
  ticket uuid not null,
  at timestamp with time zone not null,
  what text not null,
  topic text not null,
  counter text,
  officer uuid,
  reason text,
  constraint moment_pkey PRIMARY KEY (id),
  constraint moment_reason CHECK ((reason = ANY (ARRAY['health'::text, 'mistake'::text, 'asked'::text, 'gone'::text, 'twice'::text, 'other'::text, 'matter'::text, 'sent-back'::text, 'late'::text]))),
  constraint moment_ticket FOREIGN KEY (ticket) REFERENCES centres.ticket(id),
  constraint moment_what CHECK ((what = ANY (ARRAY['taken'::text, 'called'::text, 'recalled'::text, 'skipped'::text, 'started'::text, 'finished'::text, 'transferred'::text, 'parked'::text, 'resumed'::text, 'left'::text, 'closed'::text, 'moved'::text, 'prioritised'::text, 'cancelled'::text, 'put-back'::text])))
);
comment on table centres.moment is 'What happened to each ticket, when and at whose counter; only ever added to, for measuring';
comment on column centres.moment.reason is 'Why whoever runs the floor did it';
CREATE INDEX moment_of_ticket ON centres.moment USING btree (ticket);
grant insert, select on centres.moment to hamwe_app;

create sequence centres.moment_id_seq;

create table centres.outing (
  id uuid not null,
  centre text not null,
  topic text not null,
  person uuid not null,
  services text[] not null,
  wished_day date not null,
  lang text not null,
  status text not null default 'requested'::text,
  day date,
  from_at timestamp with time zone,
  to_at timestamp with time zone,
  team text[] not null default '{}'::text[],
  ordered_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_why text,
  command text not null,
  constraint outing_command UNIQUE (person, command),
  constraint outing_ended CHECK (((status = ANY (ARRAY['done'::text, 'cancelled'::text])) = (ended_at IS NOT NULL))),
  constraint outing_pkey PRIMARY KEY (id),
  constraint outing_planned CHECK (((status <> ALL (ARRAY['planned'::text, 'done'::text])) OR ((day IS NOT NULL) AND (from_at < to_at) AND (cardinality(team) > 0)))),
  constraint outing_status CHECK ((status = ANY (ARRAY['requested'::text, 'planned'::text, 'done'::text, 'cancelled'::text]))),
  constraint outing_why CHECK ((ended_why = ANY (ARRAY['person'::text, 'no-team'::text, 'too-far'::text, 'not-possible'::text])))
);
comment on table centres.outing is 'A call-out: operators go to a person or a firm that ordered them';
comment on column centres.outing.team is 'Officers who go';
CREATE INDEX outing_of_person ON centres.outing USING btree (person, ordered_at DESC);
CREATE INDEX outing_open ON centres.outing USING btree (centre, wished_day) WHERE (status = ANY (ARRAY['requested'::text, 'planned'::text]));
grant insert, select, update (day, ended_at, ended_why, from_at, status, team, to_at) on centres.outing to hamwe_app;

create table centres.outing_address (
  outing uuid not null,
  address text not null,
  constraint outing_address_length CHECK (((length(address) >= 1) AND (length(address) <= 500))),
  constraint outing_address_outing_fkey FOREIGN KEY (outing) REFERENCES centres.outing(id),
  constraint outing_address_pkey PRIMARY KEY (outing)
);
comment on table centres.outing_address is 'Where the operators go; apart, because it is erased as soon as the call-out is over';
grant delete, insert, select on centres.outing_address to hamwe_app;

create table centres.pairing (
  secret bytea not null,
  centre text not null,
  code text not null,
  made_at timestamp with time zone not null,
  device uuid,
  constraint pairing_code UNIQUE (centre, code),
  constraint pairing_code_form CHECK ((code ~ '^[0-9]{6}$'::text)),
  constraint pairing_device FOREIGN KEY (device) REFERENCES centres.device(id),
  constraint pairing_pkey PRIMARY KEY (secret)
);
comment on table centres.pairing is 'Browsers that show a code to become a screen of a hall; each lives ten minutes';
comment on column centres.pairing.secret is 'SHA-256 of what the browser alone has; the code by itself opens nothing';
grant delete, insert, select, update (device) on centres.pairing to hamwe_app;

create table centres.phone (
  ticket uuid not null,
  phone text not null,
  constraint phone_pkey PRIMARY KEY (ticket),
  constraint phone_ticket FOREIGN KEY (ticket) REFERENCES centres.ticket(id)
);
comment on table centres.phone is 'Where to tell that it is nearly time; erased when the day of the ticket ends';
grant delete, insert, select on centres.phone to hamwe_app;

create table centres.seat (
  centre text not null,
  counter text not null,
  officer uuid not null,
  opened_at timestamp with time zone not null,
  break_since timestamp with time zone,
  break_until timestamp with time zone,
  closes_after boolean not null default false,
  moves_to text,
  opened_for text,
  awaited boolean not null default false,
  constraint seat_break CHECK (((break_since IS NULL) = (break_until IS NULL))),
  constraint seat_counter PRIMARY KEY (centre, counter),
  constraint seat_moves CHECK (((moves_to IS NULL) OR closes_after)),
  constraint seat_officer UNIQUE (officer)
);
comment on table centres.seat is 'Who sits at which open counter now: one officer at one counter';
comment on column centres.seat.break_until is 'When the officer said to be back; they call nobody until they say that they are';
comment on column centres.seat.closes_after is 'Closes when the client in hand is done';
comment on column centres.seat.moves_to is 'The counter to which the officer then moves';
comment on column centres.seat.opened_for is 'The topic that is called first here, until another one waits longest';
comment on column centres.seat.awaited is 'Somebody else opened it for its officer, who has not come yet: it calls nobody';
grant delete, insert, select, update (awaited, break_since, break_until, closes_after, moves_to, opened_for) on centres.seat to hamwe_app;

create table centres.sequence (
  centre text not null,
  day date not null,
  letter text not null,
  last integer not null,
  constraint sequence_letter CHECK ((letter ~ '^[A-Z]{1,2}$'::text)),
  constraint sequence_pk PRIMARY KEY (centre, day, letter)
);
comment on table centres.sequence is 'The last number given for a series (the letter of a topic, and of families and the like a second) of a centre on a local day';
grant insert, select, update (last) on centres.sequence to hamwe_app;

create table centres.shift (
  centre text not null,
  day date not null,
  counter text not null,
  from_minute smallint not null,
  until_minute smallint not null,
  officer uuid not null,
  break_minute smallint,
  break_minutes smallint,
  set_by uuid not null,
  set_at timestamp with time zone not null,
  constraint shift_break CHECK (((break_minute IS NULL) = (break_minutes IS NULL))),
  constraint shift_break_inside CHECK (((from_minute <= break_minute) AND ((break_minute + break_minutes) <= until_minute))),
  constraint shift_once EXCLUDE USING gist (officer WITH =, day WITH =, int4range((from_minute)::integer, (until_minute)::integer) WITH &&),
  constraint shift_pk PRIMARY KEY (centre, day, counter, from_minute),
  constraint shift_span CHECK (((0 <= from_minute) AND (from_minute < until_minute) AND (until_minute <= 1440)))
);
comment on table centres.shift is 'An operator planned at a counter on a local day; a plan, and not who sat there';
comment on column centres.shift.from_minute is 'Local minute of the day, 0 to 1439';
comment on column centres.shift.set_by is 'Who runs the floor and planned it';
CREATE INDEX shift_of_officer ON centres.shift USING btree (officer, day);
grant delete, insert, select on centres.shift to hamwe_app;

create table centres.ticket (
  id uuid not null,
  token text not null,
  centre text not null,
  day date not null,
  number text not null,
  topic text not null,
  priority_group text,
  party integer not null,
  person uuid,
  appointment uuid,
  appointment_at timestamp with time zone,
  lang text not null,
  status text not null,
  counter text,
  reserved text,
  taken_at timestamp with time zone not null,
  waiting_since timestamp with time zone not null,
  called_at timestamp with time zone,
  first_called_at timestamp with time zone,
  announced integer not null default 0,
  announced_at timestamp with time zone,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  skipped_at timestamp with time zone,
  calls integer not null default 0,
  served_seconds integer,
  soon_told boolean not null default false,
  prepared boolean not null default false,
  called_why text,
  put_first boolean not null default false,
  constraint ticket_called_why CHECK ((called_why = ANY (ARRAY['reserved'::text, 'only'::text, 'limit'::text, 'longest'::text, 'priority'::text, 'appointment'::text, 'short'::text, 'weighed'::text, 'paid'::text]))),
  constraint ticket_counter CHECK (((counter IS NOT NULL) OR (status <> ALL (ARRAY['called'::text, 'serving'::text, 'parked'::text])))),
  constraint ticket_ended CHECK (((ended_at IS NOT NULL) = (status = ANY (ARRAY['done'::text, 'absent'::text, 'left'::text])))),
  constraint ticket_number UNIQUE (centre, day, number),
  constraint ticket_party CHECK (((party >= 1) AND (party <= 20))),
  constraint ticket_pkey PRIMARY KEY (id),
  constraint ticket_status CHECK ((status = ANY (ARRAY['waiting'::text, 'called'::text, 'serving'::text, 'parked'::text, 'done'::text, 'absent'::text, 'left'::text]))),
  constraint ticket_token UNIQUE (token),
  constraint ticket_token_form CHECK ((token ~ '^[A-Za-z0-9_-]{22}$'::text))
);
comment on table centres.ticket is 'One visit to a hall, as it stands now; what happened to it is in centres.moment';
comment on column centres.ticket.token is 'Who holds it may see the ticket: 128 random bits, never on a board';
comment on column centres.ticket.reserved is 'Waits for this counter alone, while that is open';
comment on column centres.ticket.announced is 'Times that the board said it, recalls included';
comment on column centres.ticket.calls is 'Times that it was called and did not come';
comment on column centres.ticket.served_seconds is 'At counters, time away for a paper not counted';
comment on column centres.ticket.prepared is 'The form of a service of its topic was filled in before the ticket was taken';
comment on column centres.ticket.called_why is 'Why the policy called it and not another, at its last call';
comment on column centres.ticket.put_first is 'Put first by whoever runs the floor; centres.moment says who and why';
CREATE INDEX ticket_alive ON centres.ticket USING btree (centre, day) WHERE (status = ANY (ARRAY['waiting'::text, 'called'::text, 'serving'::text, 'parked'::text]));
CREATE INDEX ticket_announced ON centres.ticket USING btree (centre, day, announced_at DESC) WHERE (announced_at IS NOT NULL);
CREATE INDEX ticket_before_others ON centres.ticket USING btree (centre, day) WHERE ((status = 'waiting'::text) AND (COALESCE(priority_group, reserved, (appointment)::text) IS NOT NULL));
CREATE INDEX ticket_line ON centres.ticket USING btree (centre, day, topic, waiting_since, id) WHERE (status = 'waiting'::text);
CREATE INDEX ticket_measured ON centres.ticket USING btree (centre, topic, ended_at DESC) WHERE (status = 'done'::text);
CREATE INDEX ticket_put_first ON centres.ticket USING btree (centre, day) WHERE ((status = 'waiting'::text) AND put_first);
CREATE UNIQUE INDEX ticket_appointment ON centres.ticket USING btree (appointment) WHERE (appointment IS NOT NULL);
CREATE UNIQUE INDEX ticket_in_hand ON centres.ticket USING btree (centre, counter, day) WHERE (status = ANY (ARRAY['called'::text, 'serving'::text]));
grant insert, select, update (announced, announced_at, called_at, called_why, calls, counter, ended_at, first_called_at, prepared, put_first, reserved, served_seconds, skipped_at, soon_told, started_at, status, topic, waiting_since) on centres.ticket to hamwe_app;

create table counter.agent (
  officer uuid not null,
  badge text not null,
  issued_at timestamp with time zone not null,
  suspended_at timestamp with time zone,
  suspended_by uuid,
  from_at timestamp with time zone,
  until_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  constraint agent_badge UNIQUE (badge),
  constraint agent_pkey PRIMARY KEY (officer),
  constraint agent_span CHECK ((until_at > from_at)),
  constraint agent_suspended CHECK (((suspended_at IS NULL) = (suspended_by IS NULL)))
);
comment on table counter.agent is 'The badge of everybody who serves people outside the halls';
comment on column counter.agent.from_at is 'First instant at which the badge is valid; null: since it was issued';
comment on column counter.agent.until_at is 'Until when the badge is valid; null: without end';
comment on column counter.agent.withdrawn_at is 'Since when its holder is no longer an agent; a new badge ends it';
grant insert, select, update (badge, from_at, issued_at, suspended_at, suspended_by, until_at, withdrawn_at) on counter.agent to hamwe_app;

create table counter.alarm (
  id uuid not null,
  operator uuid not null,
  centre text,
  at timestamp with time zone not null,
  seen_by uuid,
  seen_at timestamp with time zone,
  constraint alarm_pkey PRIMARY KEY (id),
  constraint alarm_seen CHECK (((seen_by IS NULL) = (seen_at IS NULL)))
);
comment on table counter.alarm is 'So many look-ups in an hour that whoever runs the floor should ask why';
CREATE UNIQUE INDEX alarm_open ON counter.alarm USING btree (operator) WHERE (seen_at IS NULL);
grant insert, select, update (seen_at, seen_by) on counter.alarm to hamwe_app;

create table counter.approval (
  item uuid not null,
  officer uuid not null,
  person uuid not null,
  centre text not null,
  reason text not null,
  at timestamp with time zone not null,
  drawn boolean not null,
  reviewer uuid,
  reviewed_at timestamp with time zone,
  finding text,
  constraint approval_done CHECK ((num_nonnulls(reviewer, reviewed_at, finding) = ANY (ARRAY[0, 3]))),
  constraint approval_finding CHECK ((finding = ANY (ARRAY['in-order'::text, 'not-in-order'::text]))),
  constraint approval_item_fkey FOREIGN KEY (item) REFERENCES counter.synced(item),
  constraint approval_pk PRIMARY KEY (item)
);
comment on table counter.approval is 'An application that was taken without network of somebody without a telephone, sent by a second officer for a reason; the person sees it, and drawn ones are looked into';
CREATE INDEX approval_of_person ON counter.approval USING btree (person, at);
CREATE INDEX approval_open ON counter.approval USING btree (at) WHERE (drawn AND (reviewed_at IS NULL));
grant insert, select, update (finding, reviewed_at, reviewer) on counter.approval to hamwe_app;

create table counter.badge_before (
  badge text not null,
  officer uuid not null,
  ended_at timestamp with time zone not null,
  constraint badge_before_officer_fkey FOREIGN KEY (officer) REFERENCES counter.agent(officer),
  constraint badge_before_pkey PRIMARY KEY (badge)
);
comment on table counter.badge_before is 'Numbers of badges that were lost or withdrawn, so that whoever checks one is told';
CREATE INDEX badge_before_of ON counter.badge_before USING btree (officer);
grant insert, select on counter.badge_before to hamwe_app;

create table counter.begun (
  visit uuid not null,
  draft uuid not null,
  constraint begun_pk PRIMARY KEY (visit, draft),
  constraint begun_visit_fkey FOREIGN KEY (visit) REFERENCES counter.visit(id)
);
comment on table counter.begun is 'Drafts begun in a visit: what it shows also of a file that is not open';
grant insert, select on counter.begun to hamwe_app;

create table counter.beside (
  id uuid not null,
  what text not null,
  person uuid not null,
  other uuid not null,
  operator uuid not null,
  centre text,
  reason text not null,
  at timestamp with time zone not null,
  reviewer uuid,
  reviewed_at timestamp with time zone,
  finding text,
  constraint beside_done CHECK ((num_nonnulls(reviewer, reviewed_at, finding) = ANY (ARRAY[0, 3]))),
  constraint beside_finding CHECK ((finding = ANY (ARRAY['in-order'::text, 'not-in-order'::text]))),
  constraint beside_once UNIQUE (person, other, what),
  constraint beside_pkey PRIMARY KEY (id),
  constraint beside_reviewer CHECK ((reviewer <> operator)),
  constraint beside_what CHECK ((what = ANY (ARRAY['name'::text, 'phone'::text])))
);
comment on table counter.beside is 'Why an account was made, or got a telephone number, beside another of the same name and birth date, or of the same number; another officer reviews each';
comment on column counter.beside.other is 'The account that was there before';
comment on column counter.beside.centre is 'Null for an agent';
CREATE INDEX beside_open ON counter.beside USING btree (at) WHERE (reviewed_at IS NULL);
grant insert, select, update (finding, reason, reviewed_at, reviewer) on counter.beside to hamwe_app;

create table counter.card_check (
  id uuid not null,
  person uuid not null,
  visit uuid,
  operator uuid not null,
  centre text not null,
  counter text,
  card text not null,
  asked_at timestamp with time zone not null,
  tries integer not null default 0,
  settled_at timestamp with time zone,
  settled_by uuid,
  outcome text,
  drawn boolean not null default false,
  reviewer uuid,
  reviewed_at timestamp with time zone,
  finding text,
  item uuid,
  coming uuid,
  coming_at timestamp with time zone,
  note text,
  phone text,
  opens text,
  card_name text,
  differing text[] not null default '{}'::text[],
  review_note text,
  constraint card_check_alone CHECK (((outcome <> 'alone'::text) OR ((settled_by = operator) AND drawn))),
  constraint card_check_card CHECK ((card = ANY (ARRAY['national-id'::text, 'passport'::text, 'other'::text]))),
  constraint card_check_coming CHECK (((coming IS NULL) = (coming_at IS NULL))),
  constraint card_check_coming_other CHECK ((coming <> operator)),
  constraint card_check_counter CHECK (((visit IS NULL) OR (counter IS NOT NULL))),
  constraint card_check_differing CHECK ((differing <@ ARRAY['number'::text, 'birth'::text, 'name'::text])),
  constraint card_check_done CHECK ((num_nonnulls(reviewer, reviewed_at, finding) = ANY (ARRAY[0, 3]))),
  constraint card_check_finding CHECK ((finding = ANY (ARRAY['in-order'::text, 'not-in-order'::text]))),
  constraint card_check_item_fkey FOREIGN KEY (item) REFERENCES counter.synced(item),
  constraint card_check_note CHECK (((NOT (outcome IS DISTINCT FROM 'not-accepted'::text)) = (note IS NOT NULL))),
  constraint card_check_outcome CHECK ((outcome = ANY (ARRAY['confirmed'::text, 'alone'::text, 'differs'::text, 'replaced'::text, 'photo'::text, 'not-accepted'::text]))),
  constraint card_check_pkey PRIMARY KEY (id),
  constraint card_check_refused_by CHECK (((outcome <> ALL (ARRAY['photo'::text, 'not-accepted'::text])) OR (settled_by <> operator))),
  constraint card_check_second CHECK (((outcome <> 'confirmed'::text) OR (settled_by <> operator))),
  constraint card_check_settled CHECK ((num_nonnulls(settled_at, settled_by, outcome) = ANY (ARRAY[0, 3]))),
  constraint card_check_visit_fkey FOREIGN KEY (visit) REFERENCES counter.visit(id),
  constraint card_check_where CHECK ((num_nonnulls(visit, item) = 1))
);
comment on table counter.card_check is 'A card that two officers read, each by themselves, and what came of it; drawn ones are looked into';
comment on column counter.card_check.outcome is 'confirmed by a second officer; alone: nobody else was at a counter of the hall; differs: what the second officer read was another; replaced by a newer one';
comment on column counter.card_check.item is 'What was taken without network, by which the card was seen';
comment on column counter.card_check.coming is 'The second officer who said that they are coming';
comment on column counter.card_check.note is 'Why a second officer refused the card';
comment on column counter.card_check.phone is 'The telephone number that the account gets once the card is confirmed';
comment on column counter.card_check.opens is 'The reason for which the file is opened with this check, where the person''s telephone is not with them';
comment on column counter.card_check.card_name is 'The name that two officers read on the card, where it is not the account''s; empty once it was erased';
comment on column counter.card_check.differing is 'The fields in which the second officer''s last reading differs from what the first entered';
comment on column counter.card_check.review_note is 'Why the floor manager found the refusal of the card right or wrong';
CREATE INDEX card_check_drawn ON counter.card_check USING btree (centre, asked_at) WHERE (drawn AND (reviewed_at IS NULL));
CREATE INDEX card_check_of_item ON counter.card_check USING btree (item) WHERE (item IS NOT NULL);
CREATE INDEX card_check_of_person ON counter.card_check USING btree (person, asked_at);
CREATE INDEX card_check_of_visit ON counter.card_check USING btree (visit);
CREATE INDEX card_check_waiting ON counter.card_check USING btree (centre, asked_at) WHERE (settled_at IS NULL);
CREATE UNIQUE INDEX card_check_open ON counter.card_check USING btree (person) WHERE (settled_at IS NULL);
grant insert, select, update (card_name, coming, coming_at, differing, drawn, finding, note, opens, outcome, review_note, reviewed_at, reviewer, settled_at, settled_by, tries) on counter.card_check to hamwe_app;

create table counter.consent (
  id uuid not null,
  visit uuid not null,
  subject uuid not null,
  hash text not null,
  way text not null,
  code uuid,
  asked_at timestamp with time zone not null,
  given_at timestamp with time zone,
  given_on text,
  kind text not null,
  act text,
  charge_minor bigint,
  charge_currency text,
  sheet_by uuid,
  sheet_at timestamp with time zone,
  constraint consent_act CHECK (((kind = 'case'::text) = (act IS NOT NULL))),
  constraint consent_charge CHECK (((charge_minor IS NULL) = (charge_currency IS NULL))),
  constraint consent_given CHECK (((given_at IS NULL) = (given_on IS NULL))),
  constraint consent_given_on CHECK ((given_on = ANY (ARRAY['pad'::text, 'operator'::text]))),
  constraint consent_kind CHECK ((kind = ANY (ARRAY['draft'::text, 'case'::text, 'open'::text]))),
  constraint consent_pkey PRIMARY KEY (id),
  constraint consent_sheet CHECK ((num_nonnulls(sheet_by, sheet_at) = ANY (ARRAY[0, 2]))),
  constraint consent_sheet_signed CHECK (((sheet_by IS NULL) OR (way = 'signature'::text))),
  constraint consent_visit_fkey FOREIGN KEY (visit) REFERENCES counter.visit(id),
  constraint consent_way CHECK ((((way = 'code'::text) AND (code IS NOT NULL)) OR ((way = 'signature'::text) AND (code IS NULL))))
);
comment on table counter.consent is 'What a person was asked to say yes to, by a code to his telephone or by his signature, and when he did';
comment on column counter.consent.subject is 'Id of the draft or the application';
comment on column counter.consent.hash is 'SHA-256 (hex) of all that is said yes to: changed afterwards, the yes is void';
comment on column counter.consent.way is 'By a code to their telephone, or by their signature';
comment on column counter.consent.code is 'The confirmation of platform/auth that holds the code';
comment on column counter.consent.kind is 'What it is about: a draft to be sent, or an application that was sent';
comment on column counter.consent.act is 'What is done with an application that was sent';
comment on column counter.consent.charge_minor is 'What the agent may ask for it, in minor units, 0 for nothing; null at a counter and in older rows';
comment on column counter.consent.charge_currency is 'ISO 4217';
comment on column counter.consent.sheet_by is 'Who confirmed that the signed summary is in their hand; null for a code and in older rows';
CREATE INDEX consent_of_draft ON counter.consent USING btree (subject) WHERE (kind = 'draft'::text);
CREATE INDEX consent_of_visit ON counter.consent USING btree (visit, asked_at);
grant insert, select, update (given_at, given_on, sheet_at, sheet_by) on counter.consent to hamwe_app;

create table counter.control (
  id uuid not null,
  agent uuid not null,
  inspector uuid not null,
  at timestamp with time zone not null,
  finding text not null,
  note text not null,
  suspended boolean not null,
  constraint control_agent_fkey FOREIGN KEY (agent) REFERENCES counter.agent(officer),
  constraint control_finding CHECK ((finding = ANY (ARRAY['in-order'::text, 'tariff-not-shown'::text, 'overcharged'::text, 'no-consent'::text, 'reinstated'::text]))),
  constraint control_not_itself CHECK ((inspector <> agent)),
  constraint control_pkey PRIMARY KEY (id)
);
comment on table counter.control is 'A visit of an inspector to an agent: what was found and whether the badge was suspended';
CREATE INDEX control_of_agent ON counter.control USING btree (agent, at);
grant insert, select on counter.control to hamwe_app;

create table counter.device (
  id uuid not null,
  centre text not null,
  code text not null,
  name text not null,
  public_key jsonb not null,
  enrolled_by uuid not null,
  enrolled_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  revoked_by uuid,
  delivered_until timestamp with time zone,
  constraint device_code UNIQUE (centre, code),
  constraint device_pkey PRIMARY KEY (id),
  constraint device_revoked CHECK (((revoked_at IS NULL) = (revoked_by IS NULL)))
);
comment on table counter.device is 'Devices on which an operator may go on without network, each for one centre';
comment on column counter.device.code is 'Its range of ticket numbers: K7 gives K7-001, K7-002 …; never given to another device of the centre';
comment on column counter.device.public_key is 'ECDSA P-256 (JWK); the private key was made on the device and cannot leave it';
comment on column counter.device.delivered_until is 'All that was taken on it before this has arrived: a ticket is not older';
grant insert, select, update (delivered_until, revoked_at, revoked_by) on counter.device to hamwe_app;

create table counter.form_preference (
  operator uuid not null,
  whole boolean not null,
  at timestamp with time zone not null,
  constraint form_preference_pkey PRIMARY KEY (operator)
);
comment on table counter.form_preference is 'How an operator asks the questions of a form: all on one page, or a page at a time; without a row on one page';
grant insert, select, update on counter.form_preference to hamwe_app;

create table counter.handover (
  id uuid not null,
  visit uuid not null,
  case_id uuid not null,
  paper uuid not null,
  operator uuid not null,
  at timestamp with time zone not null,
  constraint handover_once_a_visit UNIQUE (visit, paper),
  constraint handover_pkey PRIMARY KEY (id),
  constraint handover_visit_fkey FOREIGN KEY (visit) REFERENCES counter.visit(id)
);
comment on table counter.handover is 'Which paper was put into whose hands, when and by whom';
CREATE INDEX handover_of_case ON counter.handover USING btree (case_id);
grant insert, select on counter.handover to hamwe_app;

create table counter.look (
  officer uuid not null,
  person uuid not null,
  centre text not null,
  what text not null,
  at timestamp with time zone not null,
  constraint look_what CHECK ((what = ANY (ARRAY['taken-offline'::text, 'address'::text, 'review'::text, 'card-check'::text, 'searched-lost'::text, 'searched-left'::text, 'searched-child'::text, 'registering'::text, 'at-till'::text, 'listed'::text, 'at-ticket'::text])))
);
comment on table counter.look is 'Who of those who serve was shown something of a person without opening his file, what, for which centre and when';
CREATE INDEX look_of_person ON counter.look USING btree (person, at);
grant insert, select on counter.look to hamwe_app;

create table counter.lookup (
  id uuid not null,
  operator uuid not null,
  centre text,
  at timestamp with time zone not null,
  constraint lookup_pkey PRIMARY KEY (id)
);
comment on table counter.lookup is 'A number was looked up with no ticket in hand, or nobody had it';
comment on column counter.lookup.centre is 'Null for an agent';
CREATE INDEX lookup_of_operator ON counter.lookup USING btree (operator, at);
grant delete, insert, select on counter.lookup to hamwe_app;

create table counter.own_pin (
  officer uuid not null,
  salt bytea not null,
  hash bytea not null,
  rounds integer not null,
  set_at timestamp with time zone not null,
  tries integer not null default 0,
  not_before timestamp with time zone,
  constraint own_pin_pkey PRIMARY KEY (officer)
);
comment on table counter.own_pin is 'PIN of each officer for devices without network, as PBKDF2-HMAC-SHA-256; the devices of their halls hold the same';
comment on column counter.own_pin.tries is 'Wrong tries since the last right one';
comment on column counter.own_pin.not_before is 'Before this no try counts';
grant insert, select, update (hash, not_before, rounds, salt, set_at, tries) on counter.own_pin to hamwe_app;

create table counter.pad (
  token_hash bytea not null,
  operator uuid not null,
  opened_at timestamp with time zone not null,
  open_until timestamp with time zone not null,
  constraint pad_hash_length CHECK ((length(token_hash) = 32)),
  constraint pad_pkey PRIMARY KEY (token_hash)
);
comment on table counter.pad is 'Second screens that face the person: each follows one operator for a working day; the token is not kept';
CREATE UNIQUE INDEX pad_of_operator ON counter.pad USING btree (operator);
grant delete, insert, select, update (open_until, opened_at, token_hash) on counter.pad to hamwe_app;

create table counter.paper_print (
  id uuid not null,
  visit uuid not null,
  case_id uuid not null,
  paper uuid not null,
  lang text not null,
  operator uuid not null,
  at timestamp with time zone not null,
  constraint paper_print_pkey PRIMARY KEY (id),
  constraint paper_print_visit_fkey FOREIGN KEY (visit) REFERENCES counter.visit(id)
);
comment on table counter.paper_print is 'Which paper was opened to be printed at a counter or before an agent, in which language';
CREATE INDEX paper_print_of_paper ON counter.paper_print USING btree (paper);
grant insert, select on counter.paper_print to hamwe_app;

create table counter.reference_block (
  reference text not null,
  device uuid not null,
  drawn_at timestamp with time zone not null,
  constraint reference_block_device_fkey FOREIGN KEY (device) REFERENCES counter.device(id),
  constraint reference_block_pkey PRIMARY KEY (reference)
);
comment on table counter.reference_block is 'References given to a device before they are needed; no reference is given to two devices';
CREATE INDEX reference_block_of_device ON counter.reference_block USING btree (device);
grant insert, select on counter.reference_block to hamwe_app;

create table counter.registration (
  person uuid not null,
  operator uuid not null,
  card text not null,
  at timestamp with time zone not null,
  settled_by uuid,
  constraint registration_card CHECK ((card = ANY (ARRAY['national-id'::text, 'passport'::text, 'birth-certificate'::text, 'other'::text]))),
  constraint registration_pkey PRIMARY KEY (person)
);
comment on table counter.registration is 'Who was written down at a counter without an account of his own, who vouched for him, and on which card';
comment on column counter.registration.settled_by is 'Who made the account from the signed receipt, where whoever saw the card (operator) had left; else null';
grant insert, select on counter.registration to hamwe_app;

create table counter.report (
  id uuid not null,
  agent uuid not null,
  at timestamp with time zone not null,
  asked_minor bigint,
  text text not null,
  phone text,
  constraint report_agent_fkey FOREIGN KEY (agent) REFERENCES counter.agent(officer),
  constraint report_asked CHECK ((asked_minor >= 0)),
  constraint report_pkey PRIMARY KEY (id)
);
comment on table counter.report is 'What somebody says of an agent: how much was asked, and how we may reach him';
CREATE INDEX report_of_agent ON counter.report USING btree (agent, at);
grant insert, select on counter.report to hamwe_app;

create table counter.review (
  visit uuid not null,
  due_at timestamp with time zone not null,
  reviewer uuid,
  reviewed_at timestamp with time zone,
  finding text,
  constraint review_done CHECK ((num_nonnulls(reviewer, reviewed_at, finding) = ANY (ARRAY[0, 3]))),
  constraint review_finding CHECK ((finding = ANY (ARRAY['in-order'::text, 'not-in-order'::text]))),
  constraint review_pkey PRIMARY KEY (visit),
  constraint review_visit_fkey FOREIGN KEY (visit) REFERENCES counter.visit(id)
);
comment on table counter.review is 'A file opened for a reason, drawn for a second officer to look into';
CREATE INDEX review_open ON counter.review USING btree (due_at) WHERE (reviewed_at IS NULL);
grant insert, select, update (finding, reviewed_at, reviewer) on counter.review to hamwe_app;

create table counter.sent_to_till (
  ticket uuid not null,
  bill uuid not null,
  case_id uuid not null,
  visit uuid not null,
  operator uuid not null,
  centre text not null,
  counter text not null,
  sent_at timestamp with time zone not null,
  paid_at timestamp with time zone,
  constraint sent_to_till_pk PRIMARY KEY (ticket, bill),
  constraint sent_to_till_visit_fkey FOREIGN KEY (visit) REFERENCES counter.visit(id)
);
comment on table counter.sent_to_till is 'Clients sent from a counter to the cash desk: the ticket, the bill, and when it was paid';
CREATE INDEX sent_to_till_of_bill ON counter.sent_to_till USING btree (bill);
grant insert, select, update (centre, counter, operator, paid_at, sent_at, visit) on counter.sent_to_till to hamwe_app;

create table counter.synced (
  item uuid not null,
  device uuid not null,
  kind text not null,
  taken_at timestamp with time zone not null,
  received_at timestamp with time zone not null,
  delivered_by uuid not null,
  state text not null,
  reason text,
  reference text,
  case_id uuid,
  draft uuid,
  person uuid,
  held jsonb,
  settled_at timestamp with time zone,
  settled_by uuid,
  said_at timestamp with time zone,
  drop_reason text,
  taken_by uuid,
  taken_confirmed boolean,
  both_reason text,
  number text,
  served text,
  called_by uuid,
  served_at timestamp with time zone,
  let_go_at timestamp with time zone,
  let_go_by uuid,
  let_go_reason text,
  constraint synced_conflict_says_why CHECK (((state <> 'conflict'::text) OR ((reason IS NOT NULL) AND (held IS NOT NULL)))),
  constraint synced_device_fkey FOREIGN KEY (device) REFERENCES counter.device(id),
  constraint synced_drop_reason CHECK (((drop_reason IS NULL) OR (state = 'dropped'::text))),
  constraint synced_kind CHECK ((kind = ANY (ARRAY['ticket'::text, 'application'::text]))),
  constraint synced_pkey PRIMARY KEY (item),
  constraint synced_served_check CHECK ((served = ANY (ARRAY['here'::text, 'both'::text]))),
  constraint synced_state CHECK ((state = ANY (ARRAY['done'::text, 'conflict'::text, 'dropped'::text]))),
  constraint synced_words_end CHECK (((state = 'conflict'::text) OR (held IS NULL)))
);
comment on table counter.synced is 'What devices took without network and delivered: each item once, with what became of it';
comment on column counter.synced.reference is 'The one that the person was given, or the new one where that was taken';
comment on column counter.synced.held is 'The item as it was taken, with personal data: only while it waits to be settled';
comment on column counter.synced.said_at is 'When it was taken by the device itself, where that was put right';
comment on column counter.synced.drop_reason is 'Why settled_by discarded an application of somebody who has no account';
comment on column counter.synced.taken_by is 'Officer of the hall who took it, as the device says; null where it says nobody who works there';
comment on column counter.synced.taken_confirmed is 'Whether taken_by says, signed in, that they took it; null while only the device says so';
comment on column counter.synced.both_reason is 'Why an officer sends it although there is another like it';
comment on column counter.synced.number is 'Number of a ticket that was called on its device after it was in the queue of the hall';
comment on column counter.synced.served is 'What the hall said when the device had called it: only here, or at a counter of the hall too';
comment on column counter.synced.called_by is 'Who called the ticket on its device; null for nobody who is known, or where nobody came';
comment on column counter.synced.served_at is 'When the hall heard that the ticket was called on its device';
comment on column counter.synced.let_go_at is 'When a floor manager let it go on although taken_by says that they did not take it';
comment on column counter.synced.let_go_by is 'The floor manager who let it go on';
comment on column counter.synced.let_go_reason is 'Why it was let go on';
CREATE INDEX synced_called_by ON counter.synced USING btree (called_by, taken_at) WHERE (called_by IS NOT NULL);
CREATE INDEX synced_called_twice ON counter.synced USING btree (received_at) WHERE (served = 'both'::text);
CREATE INDEX synced_claimed ON counter.synced USING btree (taken_by) WHERE ((taken_confirmed IS NULL) AND (kind = 'application'::text));
CREATE INDEX synced_of_draft ON counter.synced USING btree (draft) WHERE (draft IS NOT NULL);
CREATE INDEX synced_of_reference ON counter.synced USING btree (reference) WHERE (reference IS NOT NULL);
CREATE INDEX synced_open ON counter.synced USING btree (device, taken_at) WHERE (state = 'conflict'::text);
grant insert, select, update (both_reason, called_by, case_id, draft, drop_reason, held, let_go_at, let_go_by, let_go_reason, number, person, reason, reference, served, served_at, settled_at, settled_by, state, taken_confirmed) on counter.synced to hamwe_app;

create table counter.visit (
  id uuid not null,
  operator uuid not null,
  door text not null,
  centre text,
  counter text,
  ticket uuid,
  person uuid not null,
  lang text not null,
  opened_at timestamp with time zone not null,
  touched_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  closed_why text,
  access text,
  access_at timestamp with time zone,
  reason text,
  other_card text,
  other_card_settled_at timestamp with time zone,
  other_card_name text,
  constraint visit_access CHECK ((access = ANY (ARRAY['ticket'::text, 'code'::text, 'reason'::text, 'appointment'::text, 'registered'::text, 'second'::text]))),
  constraint visit_access_at CHECK (((access IS NULL) = (access_at IS NULL))),
  constraint visit_closed CHECK (((closed_at IS NULL) = (closed_why IS NULL))),
  constraint visit_door CHECK ((door = ANY (ARRAY['counter'::text, 'agent'::text]))),
  constraint visit_other_card CHECK ((other_card = ANY (ARRAY['national-id'::text, 'passport'::text, 'birth-certificate'::text, 'other'::text]))),
  constraint visit_other_card_name CHECK (((other_card_name IS NULL) OR (other_card IS NOT NULL))),
  constraint visit_other_card_settled CHECK (((other_card_settled_at IS NULL) OR (other_card IS NOT NULL))),
  constraint visit_pkey PRIMARY KEY (id),
  constraint visit_place CHECK (((door = 'agent'::text) OR ((centre IS NOT NULL) AND (counter IS NOT NULL)))),
  constraint visit_reason CHECK ((((access IS NOT NULL) AND (access = ANY (ARRAY['reason'::text, 'second'::text]))) = (reason IS NOT NULL))),
  constraint visit_why CHECK ((closed_why = ANY (ARRAY['done'::text, 'idle'::text, 'parked'::text, 'transferred'::text, 'wrong-file'::text])))
);
comment on table counter.visit is 'One person in front of one operator, from opening his file to closing it';
comment on column counter.visit.lang is 'The language in which this person is asked, confirms and is written to';
comment on column counter.visit.access is 'What opened the whole file: the person''s ticket, code or appointment, a reason, a card that a second officer read, or that the account was made in this visit; null: only what was begun in the visit is shown';
comment on column counter.visit.other_card is 'The card by which the account was looked up, where it is in another name; nothing is begun until it is settled';
comment on column counter.visit.other_card_name is 'The name as it was typed from the card in another name; empty once that is settled, or the file was the wrong one';
CREATE INDEX visit_of_operator ON counter.visit USING btree (operator, opened_at);
CREATE INDEX visit_of_person ON counter.visit USING btree (person, opened_at);
CREATE INDEX visit_of_ticket ON counter.visit USING btree (ticket) WHERE (ticket IS NOT NULL);
CREATE INDEX visit_other_card_open ON counter.visit USING btree (person, centre) WHERE (other_card IS NOT NULL);
CREATE UNIQUE INDEX visit_one_at_counter ON counter.visit USING btree (centre, counter) WHERE (closed_at IS NULL);
CREATE UNIQUE INDEX visit_one_for_operator ON counter.visit USING btree (operator) WHERE (closed_at IS NULL);
grant insert, select, update (access, access_at, closed_at, closed_why, lang, other_card_name, other_card_settled_at, reason, touched_at) on counter.visit to hamwe_app;

create table credentials.credential (
  id uuid not null,
  number text not null,
  case_id uuid not null,
  person_id uuid not null,
  service text not null,
  jurisdiction text not null,
  authority text not null,
  authority_name jsonb not null,
  document_type text not null,
  title jsonb not null,
  claims jsonb not null,
  lang text not null,
  issued_at timestamp with time zone not null,
  valid_until text,
  expires_at timestamp with time zone,
  status_list integer not null,
  status_index integer not null,
  cwt bytea,
  revoked_at timestamp with time zone,
  revoked_reason text,
  salt bytea,
  statement text,
  content bytea,
  design jsonb,
  case_erased boolean not null default false,
  erased_at timestamp with time zone,
  sign_at timestamp with time zone not null default now(),
  replaces uuid,
  constraint credential_number_once UNIQUE (number),
  constraint credential_pk PRIMARY KEY (id),
  constraint credential_replaces_fkey FOREIGN KEY (replaces) REFERENCES credentials.credential(id),
  constraint credential_revoked_with_reason CHECK (((revoked_at IS NULL) = (revoked_reason IS NULL))),
  constraint credential_signed_or_content CHECK (((erased_at IS NOT NULL) OR ((cwt IS NULL) <> (content IS NULL)))),
  constraint credential_statement_salted CHECK (((salt IS NULL) = (statement IS NULL))),
  constraint credential_status_index_in_list CHECK (((status_index >= 0) AND (status_index < 131072))),
  constraint credential_status_once UNIQUE (status_list, status_index)
);
comment on table credentials.credential is 'What is printed on each paper, and the bytes that were signed for its code';
comment on column credentials.credential.salt is 'Keeps others from guessing lines by the digest that stands in the code';
comment on column credentials.credential.statement is 'All lines as JSON, byte for byte as they were hashed; null where the code holds every line itself';
comment on column credentials.credential.content is 'The claims to be signed (CBOR), until they are: then cwt holds them with the signature';
comment on column credentials.credential.design is 'Layout, claim in large letters, officers who signed with their roles, and their office';
comment on column credentials.credential.case_erased is 'The file it came from is erased: this goes too, once it is over';
comment on column credentials.credential.erased_at is 'When everything printed on it was erased';
comment on column credentials.credential.sign_at is 'When it is tried next to have it signed, while it is not';
comment on column credentials.credential.replaces is 'The paper in whose place it was issued, after a correction';
CREATE INDEX credential_code ON credentials.credential USING btree (sha256(cwt));
CREATE INDEX credential_person ON credentials.credential USING btree (person_id, issued_at DESC);
CREATE INDEX credential_revoked ON credentials.credential USING btree (status_list) WHERE (revoked_at IS NOT NULL);
CREATE INDEX credential_to_erase ON credentials.credential USING btree (case_id) WHERE (case_erased AND (erased_at IS NULL));
CREATE INDEX credential_unsigned ON credentials.credential USING btree (sign_at) WHERE ((cwt IS NULL) AND (erased_at IS NULL));
CREATE UNIQUE INDEX credential_case_once ON credentials.credential USING btree (case_id, document_type) WHERE (replaces IS NULL);
CREATE UNIQUE INDEX credential_replaces_once ON credentials.credential USING btree (replaces) WHERE (replaces IS NOT NULL);
grant insert, select, update (case_erased, content, cwt, revoked_at, revoked_reason, sign_at) on credentials.credential to hamwe_app;

create table credentials.document_type (
  authority text not null,
  document_type text not null,
  jurisdiction text not null,
  title jsonb not null,
  fields jsonb not null,
  constraint document_type_pk PRIMARY KEY (jurisdiction, authority, document_type)
);
comment on table credentials.document_type is 'Title and fields of each kind of paper; the number of a field is in every code ever printed and never changes';
grant insert, select, update (fields, title) on credentials.document_type to hamwe_app;

create table credentials.issuer_key (
  kid text not null,
  jurisdiction text not null,
  authority text not null,
  authority_name jsonb not null,
  public_key jsonb not null,
  constraint issuer_key_pk PRIMARY KEY (kid)
);
comment on table credentials.issuer_key is 'Public half of each key that ever signed a paper; kept for good, as papers live long';
grant insert, select, update (authority_name) on credentials.issuer_key to hamwe_app;

create table credentials.issuer_status (
  id bigint not null generated always as identity,
  kid text not null,
  document_type text not null,
  status text not null,
  since timestamp with time zone not null,
  constraint issuer_status_kid_fk FOREIGN KEY (kid) REFERENCES credentials.issuer_key(kid),
  constraint issuer_status_known CHECK ((status = ANY (ARRAY['granted'::text, 'withdrawn'::text, 'compromised'::text]))),
  constraint issuer_status_once UNIQUE (kid, document_type, since),
  constraint issuer_status_pk PRIMARY KEY (id)
);
comment on table credentials.issuer_status is 'Since when a key may, or may no longer, sign a kind of paper; rows are only added (TS 119 602 service history)';
grant insert, select on credentials.issuer_status to hamwe_app;

create sequence credentials.issuer_status_id_seq;

create sequence credentials.paper_count;
grant usage on credentials.paper_count to hamwe_app;

create table credentials.share (
  id uuid not null,
  credential_id uuid not null,
  person_id uuid not null,
  token_hash bytea not null,
  created_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint share_pkey PRIMARY KEY (id),
  constraint share_token UNIQUE (token_hash)
);
comment on table credentials.share is 'A link that shows one paper to whoever has it, until its end. Only the digest of the token is stored.';
CREATE INDEX share_of_credential ON credentials.share USING btree (credential_id, created_at DESC);
grant delete, insert, select, update (ended_at) on credentials.share to hamwe_app;

create table credentials.share_opening (
  share_id uuid not null,
  at timestamp with time zone not null,
  what text not null,
  device text,
  constraint share_opening_what CHECK ((what = ANY (ARRAY['page'::text, 'pdf'::text])))
);
comment on table credentials.share_opening is 'Each time that a link showed its paper; shown to the owner. device: as for sessions, never an address.';
CREATE INDEX share_opening_of_share ON credentials.share_opening USING btree (share_id, at DESC);
grant delete, insert, select on credentials.share_opening to hamwe_app;

create table events.event (
  stream text not null,
  version integer not null,
  type text not null,
  data jsonb not null,
  at timestamp with time zone not null,
  actor text not null,
  command text not null,
  tx bigint not null default ((pg_current_xact_id())::text)::bigint,
  constraint event_pk PRIMARY KEY (stream, version),
  constraint event_version_positive CHECK ((version > 0))
);
comment on table events.event is 'One line of history. (stream, version) is the lock: two writers of the same version cannot both win. No personal data: ids only.';
comment on column events.event.actor is 'person:<id>, officer:<id> or system: who did it, by id only.';
comment on column events.event.command is 'Key of the intended act; the same key again in a stream is the same act, already done.';
comment on column events.event.tx is 'The transaction that wrote it: by this the chain knows which link it belongs to';
CREATE INDEX event_of_administration ON events.event USING btree (at DESC) WHERE (stream ~ '^(staff|settings)-'::text);
CREATE INDEX event_of_operations ON events.event USING btree (at DESC) WHERE (stream ~ '^operations-'::text);
CREATE INDEX event_tx ON events.event USING brin (tx) WITH (pages_per_range='16', autosummarize='on');
grant insert, select on events.event to hamwe_app;

create view events.paper_basis as SELECT stream,
    version,
    type,
    data,
    at,
    command
   FROM events.event
  WHERE (type = ANY (ARRAY['CaseDecided'::text, 'OutputReleased'::text, 'PaperReleased'::text, 'CredentialIssued'::text, 'CredentialRevoked'::text]));
comment on view events.paper_basis is 'The events by which a signer knows that a paper follows from a decision: outcomes, releases, papers';
grant select on events.paper_basis to hamwe_app;

create table help.call_back (
  id uuid not null,
  asked_at timestamp with time zone not null,
  phone text,
  part text not null,
  about text not null,
  lang text not null,
  page text,
  tries integer not null default 0,
  outcome text,
  note text,
  officer uuid,
  ended_at timestamp with time zone,
  constraint call_back_open_has_phone CHECK (((ended_at IS NOT NULL) OR (phone IS NOT NULL))),
  constraint call_back_outcome CHECK ((outcome = ANY (ARRAY['helped'::text, 'passed-on'::text, 'wrong-number'::text, 'no-answer'::text]))),
  constraint call_back_part CHECK ((part = ANY (ARRAY['morning'::text, 'afternoon'::text]))),
  constraint call_back_pkey PRIMARY KEY (id)
);
comment on column help.call_back.phone is 'E.164; erased some time after the call';
comment on column help.call_back.about is 'Id of a service, or of a topic of the help page';
comment on column help.call_back.page is 'Path of the page it was asked on, without what names a person';
CREATE INDEX call_back_ended ON help.call_back USING btree (ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX call_back_open ON help.call_back USING btree (asked_at) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX one_open_call_back ON help.call_back USING btree (phone) WHERE (ended_at IS NULL);
grant delete, insert, select, update (ended_at, note, officer, outcome, phone, tries) on help.call_back to hamwe_app;

create table help.report (
  id uuid not null,
  at timestamp with time zone not null,
  page text not null,
  words text not null,
  lang text not null,
  note text,
  officer uuid,
  ended_at timestamp with time zone,
  constraint report_pkey PRIMARY KEY (id)
);
comment on table help.report is 'What somebody found wrong with a page, in their words';
CREATE INDEX report_at ON help.report USING btree (at);
CREATE INDEX report_open ON help.report USING btree (at) WHERE (ended_at IS NULL);
grant delete, insert, select, update (ended_at, note, officer) on help.report to hamwe_app;

create unlogged table http.attempt (
  what text not null,
  caller bytea not null,
  minute timestamp with time zone not null,
  tries integer not null,
  constraint attempt_pkey PRIMARY KEY (what, caller)
);
comment on table http.attempt is 'Tries of one caller in the minute in which they tried last; swept at night';
comment on column http.attempt.caller is 'HMAC of the address or the account: who called cannot be read here';
grant delete, insert, select, update on http.attempt to hamwe_app;

create table jobs.failure (
  job bigint not null,
  task text not null,
  at timestamp with time zone not null,
  ended_at timestamp with time zone,
  given_up boolean not null default false,
  constraint failure_pkey PRIMARY KEY (job)
);
comment on table jobs.failure is 'A job whose last attempt failed, and what became of it; the job itself goes when it is done';
comment on column jobs.failure.ended_at is 'Since when it is done or given up; null: it waits';
CREATE INDEX failure_at ON jobs.failure USING btree (at);
grant delete, insert, select, update on jobs.failure to hamwe_app;

create table jobs.job (
  id bigint not null generated always as identity,
  lane text not null default ''::text,
  queue text,
  key text,
  task text not null,
  payload jsonb not null,
  run_at timestamp with time zone not null default now(),
  timed boolean not null default false,
  attempts integer not null default 0,
  max_attempts integer not null default 25,
  taken_by integer,
  taken_key text,
  last_error text,
  created_at timestamp with time zone not null default now(),
  constraint job_key UNIQUE (key),
  constraint job_pk PRIMARY KEY (id)
);
comment on table jobs.job is 'Things to be done; a row goes when its job is done, and stays when it was given up';
comment on column jobs.job.lane is 'Has workers of its own, so that what is slow there holds up nothing else';
comment on column jobs.job.queue is 'Jobs of one queue run one after the other';
comment on column jobs.job.key is 'A job of the same key replaces one that has not started';
comment on column jobs.job.timed is 'Its time was given, and is not only when it was written';
comment on column jobs.job.taken_by is 'The worker that runs it now; 0 is a clock that somebody drives';
comment on column jobs.job.taken_key is 'Its key while it runs, when another may come under it';
CREATE INDEX job_due ON jobs.job USING btree (lane, run_at, id) WHERE ((queue IS NULL) AND (taken_by IS NULL) AND (attempts < max_attempts));
CREATE INDEX job_queue ON jobs.job USING btree (lane, queue, run_at, id) WHERE ((queue IS NOT NULL) AND (attempts < max_attempts));
CREATE INDEX job_taken ON jobs.job USING btree (taken_by) WHERE (taken_by IS NOT NULL);
grant delete, insert, select, update on jobs.job to hamwe_app;

create sequence jobs.job_id_seq;

create table jobs.night (
  task text not null,
  day date not null,
  constraint night_pk PRIMARY KEY (task)
);
comment on table jobs.night is 'For what night each nightly task was last planned';
grant insert, select, update on jobs.night to hamwe_app;

create table jobs.worker (
  id integer not null generated always as identity,
  beat_at timestamp with time zone not null default now(),
  constraint worker_pk PRIMARY KEY (id)
);
comment on table jobs.worker is 'Processes that run jobs; each also holds the advisory lock (1785684851, id) while it lives';
grant delete, insert, select, update on jobs.worker to hamwe_app;

create sequence jobs.worker_id_seq;

create table messages.outbox (
  id text not null,
  channel text not null,
  person_id uuid,
  case_id uuid,
  lang text not null,
  template text not null,
  recipient text not null,
  subject text,
  body text not null,
  encoding text,
  segments integer,
  state text not null,
  tries integer not null default 0,
  queued_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  carrier_ref text,
  arrived boolean,
  reported_at timestamp with time zone,
  next_at timestamp with time zone not null default now(),
  failed_at timestamp with time zone,
  last_error text,
  sequence bigint not null generated always as identity,
  returned_status text,
  returned_at timestamp with time zone,
  constraint outbox_channel CHECK ((channel = ANY (ARRAY['sms'::text, 'email'::text]))),
  constraint outbox_email_subject CHECK (((channel <> 'email'::text) OR (subject IS NOT NULL))),
  constraint outbox_encoding CHECK ((encoding = ANY (ARRAY['GSM-7'::text, 'UCS-2'::text]))),
  constraint outbox_ended CHECK (((state = 'queued'::text) = (ended_at IS NULL))),
  constraint outbox_pk PRIMARY KEY (id, channel),
  constraint outbox_reported CHECK (((arrived IS NULL) = (reported_at IS NULL))),
  constraint outbox_returned CHECK (((returned_status IS NULL) = (returned_at IS NULL))),
  constraint outbox_sms_counted CHECK (((channel = 'sms'::text) = ((segments IS NOT NULL) AND (encoding IS NOT NULL)))),
  constraint outbox_state CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'failed'::text, 'given-up'::text, 'not-sent'::text])))
);
comment on table messages.outbox is 'Every message in the words in which it goes out; (id, channel) keeps it from being written twice';
comment on column messages.outbox.id is 'Key of the occasion, chosen by who sends: the same occasion is one message';
comment on column messages.outbox.person_id is 'Null for an answer to a telephone that is nobody''s we know';
comment on column messages.outbox.recipient is 'Telephone number or e-mail address: personal data, in no event and in no job';
comment on column messages.outbox.subject is 'What it is about: heads it in the list; of an e-mail also its subject';
comment on column messages.outbox.segments is 'Parts that an operator charges for (3GPP TS 23.038, 23.040)';
comment on column messages.outbox.carrier_ref is 'Name under which the carrier took it; its report of delivery names it';
comment on column messages.outbox.arrived is 'What the carrier reported: on the telephone, or never to be';
comment on column messages.outbox.next_at is 'Not sent before this instant, while it is queued';
comment on column messages.outbox.failed_at is 'When it was last given up by itself; stays where it is replayed';
comment on column messages.outbox.last_error is 'Why its last try failed, without addresses and numbers';
comment on column messages.outbox.sequence is 'Order of writing, among messages of one instant';
comment on column messages.outbox.returned_status is 'Enhanced status (RFC 3463) with which it came back';
CREATE INDEX outbox_carried ON messages.outbox USING btree (carrier_ref) WHERE (carrier_ref IS NOT NULL);
CREATE INDEX outbox_codes ON messages.outbox USING btree (queued_at) WHERE ((template = 'confirm-code'::text) AND (body <> ''::text));
CREATE INDEX outbox_due ON messages.outbox USING btree (channel, next_at) WHERE (state = 'queued'::text);
CREATE INDEX outbox_failed ON messages.outbox USING btree (channel, queued_at) WHERE ((state = 'failed'::text) OR (failed_at IS NOT NULL));
CREATE INDEX outbox_newest ON messages.outbox USING btree (queued_at DESC);
CREATE INDEX outbox_of_case ON messages.outbox USING btree (case_id) WHERE (case_id IS NOT NULL);
CREATE INDEX outbox_of_no_case ON messages.outbox USING btree (ended_at) WHERE (case_id IS NULL);
CREATE INDEX outbox_of_person ON messages.outbox USING btree (person_id, queued_at DESC);
CREATE INDEX outbox_returned_newest ON messages.outbox USING btree (returned_at DESC) WHERE (returned_at IS NOT NULL);
grant delete, insert, select, update (arrived, body, carrier_ref, ended_at, failed_at, last_error, next_at, person_id, reported_at, returned_at, returned_status, state, subject, tries) on messages.outbox to hamwe_app;

create sequence messages.outbox_sequence_seq;

create table messages.preference (
  person_id uuid not null,
  ways text not null,
  at timestamp with time zone not null,
  constraint preference_pkey PRIMARY KEY (person_id),
  constraint preference_ways CHECK ((ways = ANY (ARRAY['both'::text, 'sms'::text, 'email'::text, 'law'::text])))
);
comment on table messages.preference is 'How a person wants to be told of their affairs; without a row by SMS and e-mail.';
grant insert, select, update on messages.preference to hamwe_app;

create table messages.read (
  person_id uuid not null,
  until timestamp with time zone not null,
  constraint read_pkey PRIMARY KEY (person_id)
);
comment on table messages.read is 'Until when a person has opened the list of what was sent to them.';
grant insert, select, update on messages.read to hamwe_app;

create table messages.stopped (
  phone text not null,
  since timestamp with time zone not null,
  constraint stopped_pk PRIMARY KEY (phone)
);
comment on table messages.stopped is 'Numbers (E.164) whose holder wrote STOP: no SMS but what the law or he himself asks for';
grant delete, insert, select on messages.stopped to hamwe_app;

create table messages.unreachable (
  address text not null,
  since timestamp with time zone not null,
  status text not null,
  constraint unreachable_pk PRIMARY KEY (address)
);
comment on table messages.unreachable is 'E-mail addresses, lower case, that their mail server says do not exist';
grant delete, insert, select on messages.unreachable to hamwe_app;

create table notes.note (
  id uuid not null,
  side text not null,
  subject text not null,
  author text not null,
  text text not null,
  at timestamp with time zone not null,
  constraint note_pkey PRIMARY KEY (id)
);
comment on table notes.note is 'What officers of one side write for themselves; it is in no export, bundle, event or log';
CREATE INDEX note_subject ON notes.note USING btree (side, subject);

create table notifications.notification (
  id text not null,
  officer uuid not null,
  kind text not null,
  case_id uuid,
  reference text,
  service text,
  by text,
  counts jsonb,
  at timestamp with time zone not null,
  read_at timestamp with time zone,
  decided jsonb,
  leave jsonb,
  work jsonb,
  constraint notification_pkey PRIMARY KEY (officer, id)
);
comment on table notifications.notification is 'One thing that one officer was told: no words and nobody''s name, only what it is about';
comment on column notifications.notification.id is 'The occasion: the same one is told once';
comment on column notifications.notification.by is 'Id of the officer who did it; null: nobody did';
comment on column notifications.notification.counts is 'How many of each kind, in a morning list';
comment on column notifications.notification.decided is 'Stage, task and outcome of what was decided';
comment on column notifications.notification.leave is 'Days and deputy of the leave that it is about';
comment on column notifications.notification.work is 'Authority, and role, office and number of files of the open work that it is about';
CREATE INDEX notification_latest ON notifications.notification USING btree (officer, at DESC, id);
CREATE INDEX notification_of_case ON notifications.notification USING btree (case_id);
CREATE INDEX notification_old ON notifications.notification USING btree (at);
CREATE INDEX notification_unread ON notifications.notification USING btree (officer) WHERE (read_at IS NULL);
grant delete, insert, select, update (read_at) on notifications.notification to hamwe_app;

create table notifications.preference (
  officer uuid not null,
  email boolean not null,
  lang text not null,
  at timestamp with time zone not null,
  constraint preference_pkey PRIMARY KEY (officer)
);
comment on table notifications.preference is 'Whether an officer also gets e-mail, and in which language; without a row they do not';
grant insert, select, update on notifications.preference to hamwe_app;

create table partnership.bundle (
  direction text not null,
  sequence integer not null,
  hash text not null,
  text text not null,
  statements integer not null,
  at timestamp with time zone not null,
  partner text not null,
  constraint bundle_pk PRIMARY KEY (partner, direction, sequence)
);
comment on table partnership.bundle is 'Signed bundles as they were sent and received: they can be sent again and shown as evidence';
grant insert, select, update (partner) on partnership.bundle to hamwe_app;

create table partnership.calendar_feed (
  id uuid not null,
  secret bytea not null,
  officer uuid not null,
  side text,
  group_id text,
  post text,
  lang text not null,
  created_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  constraint calendar_feed_pkey PRIMARY KEY (id),
  constraint calendar_feed_secret_key UNIQUE (secret)
);
comment on table partnership.calendar_feed is 'Addresses of calendars by a hash of their secret; a revoked one gives nothing any more';
CREATE INDEX calendar_feed_officer ON partnership.calendar_feed USING btree (officer, created_at);
grant insert, select, update on partnership.calendar_feed to hamwe_app;

create table partnership.commitment (
  id text not null,
  phase text not null,
  group_id text,
  instrument text,
  deadline date not null,
  public_from date,
  waits_for text,
  silence_after date,
  words text not null,
  state jsonb not null,
  version integer not null,
  changed_at timestamp with time zone not null,
  place smallint not null generated always as (
CASE phase
    WHEN 'proposed'::text THEN 0
    WHEN 'agreed'::text THEN 1
    WHEN 'closed'::text THEN 2
    ELSE 3
END) stored,
  recorded_on date,
  closed_on text generated always as ((state ->> 'closedOn'::text)) stored,
  constraint commitment_pkey PRIMARY KEY (id)
);
comment on table partnership.commitment is 'Each commitment as its events tell it';
comment on column partnership.commitment.words is 'Its text in every language, in lower case, for search';
comment on column partnership.commitment.place is 'Order of its phase in lists; 3 is dropped';
comment on column partnership.commitment.recorded_on is 'Local day of its first event';
comment on column partnership.commitment.closed_on is 'Local day on which both sides closed it';
CREATE INDEX commitment_closed ON partnership.commitment USING btree (closed_on) WHERE (closed_on IS NOT NULL);
CREATE INDEX commitment_instrument ON partnership.commitment USING btree (instrument);
CREATE INDEX commitment_order ON partnership.commitment USING btree (place, deadline, id) INCLUDE (public_from, group_id, instrument, waits_for);
CREATE INDEX commitment_silence ON partnership.commitment USING btree (silence_after) WHERE (silence_after IS NOT NULL);
grant insert, select, update on partnership.commitment to hamwe_app;

create table partnership.commitment_side (
  commitment text not null,
  side text not null,
  owner text,
  status text,
  reported_on date,
  ask text,
  asked_on date,
  due date,
  unanswered integer not null,
  constraint commitment_side_commitment_fkey FOREIGN KEY (commitment) REFERENCES partnership.commitment(id),
  constraint commitment_side_pkey PRIMARY KEY (commitment, side)
);
comment on table partnership.commitment_side is 'What each side says of its own part, last';
CREATE INDEX commitment_side_due ON partnership.commitment_side USING btree (due) WHERE (due IS NOT NULL);
CREATE INDEX commitment_side_owner ON partnership.commitment_side USING btree (owner, commitment);
CREATE INDEX commitment_side_reported ON partnership.commitment_side USING btree (reported_on, commitment);
CREATE INDEX commitment_side_state ON partnership.commitment_side USING btree (commitment, side) INCLUDE (owner, status, reported_on, due, unanswered);
grant insert, select, update on partnership.commitment_side to hamwe_app;

create table partnership.contribution (
  commitment text not null,
  side text not null,
  place integer not null,
  kind text not null,
  stage text not null,
  currency text not null,
  minor bigint not null,
  rate_on date,
  illustrative boolean not null,
  constraint contribution_commitment_fkey FOREIGN KEY (commitment) REFERENCES partnership.commitment(id),
  constraint contribution_pk PRIMARY KEY (commitment, side, place)
);
comment on table partnership.contribution is 'What each side pledged, committed and spent';
comment on column partnership.contribution.rate_on is 'Day of the exchange rate of a converted sum';
grant insert, select on partnership.contribution to hamwe_app;

create table partnership.instrument (
  id text not null,
  kind text not null,
  parent text,
  signed_on date,
  state jsonb not null,
  version integer not null,
  changed_at timestamp with time zone not null,
  constraint instrument_pkey PRIMARY KEY (id)
);
comment on table partnership.instrument is 'Each instrument as its events tell it';
comment on column partnership.instrument.state is 'The folded state; its days are computed when it is read, for they depend on the day';
grant insert, select, update on partnership.instrument to hamwe_app;

create table partnership.outbox (
  partner text not null,
  number bigint not null,
  constraint outbox_pk PRIMARY KEY (partner, number)
);
comment on table partnership.outbox is 'Statements of ours that no bundle has carried to a partner whom they concern';
grant delete, insert, select, update on partnership.outbox to hamwe_app;

create table partnership.partner (
  side text not null,
  name jsonb not null,
  fingerprint text not null,
  address text,
  introduced_at timestamp with time zone,
  trusted_on date,
  withdrawn_on date,
  constraint partner_pkey PRIMARY KEY (side)
);
comment on table partnership.partner is 'Other governments whose registers are known, as the events of the exchange tell it';
comment on column partnership.partner.address is 'Where bundles are sent by themselves; null: they travel as files';
grant insert, select, update on partnership.partner to hamwe_app;

create table partnership.position (
  subject text not null,
  slot text not null,
  share text not null,
  about text,
  ours bigint,
  ours_digest text,
  theirs bigint,
  theirs_digest text,
  taken boolean not null default false,
  declined text,
  refusal text,
  standing text not null generated always as (
CASE
    WHEN ((ours IS NOT NULL) AND (theirs IS NOT NULL) AND (NOT (ours_digest IS DISTINCT FROM theirs_digest))) THEN 'agreed'::text
    WHEN (declined IS NOT NULL) THEN 'declined'::text
    WHEN (theirs IS NULL) THEN 'told'::text
    WHEN ((ours IS NULL) AND taken) THEN 'taken'::text
    WHEN (ours IS NULL) THEN 'waits'::text
    ELSE 'differs'::text
END) stored,
  partner text not null,
  refusal_facts jsonb,
  constraint position_pk PRIMARY KEY (partner, subject, slot)
);
comment on table partnership.position is 'Where both sides stand on one fact: the last statement of each, side by side and never merged';
comment on column partnership.position.about is 'Whose own word it is; null where it needs both';
comment on column partnership.position.taken is 'An own fact of the other side that stands in our register';
comment on column partnership.position.declined is 'The side that said no to what the other states';
comment on column partnership.position.refusal is 'Why our register does not take it over: the code of the refusal';
comment on column partnership.position.refusal_facts is 'What the words of the refusal name, such as the paragraph; null: nothing';
CREATE INDEX position_open ON partnership."position" USING btree (standing) WHERE (standing = ANY (ARRAY['waits'::text, 'differs'::text, 'declined'::text]));
CREATE INDEX position_refused ON partnership."position" USING btree (partner, theirs) WHERE (refusal IS NOT NULL);
CREATE INDEX position_subject ON partnership."position" USING btree (subject);
grant insert, select, update on partnership.position to hamwe_app;

create table partnership.post (
  id text not null,
  side text not null,
  title jsonb not null,
  role text not null,
  group_id text,
  deputy text,
  leave_from date,
  leave_until date,
  holder_since date,
  name text,
  email text,
  phone text,
  lang text,
  hand_over text,
  hand_over_on date,
  constraint post_deputy_fkey FOREIGN KEY (deputy) REFERENCES partnership.post(id),
  constraint post_group_id_fkey FOREIGN KEY (group_id) REFERENCES partnership.working_group(id),
  constraint post_holder CHECK (((holder_since IS NULL) = (name IS NULL))),
  constraint post_leave CHECK (((leave_from IS NULL) = (leave_until IS NULL))),
  constraint post_pkey PRIMARY KEY (id),
  constraint post_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'co-chair'::text, 'head'::text, 'desk'::text])))
);
comment on table partnership.post is 'Owners of commitments: a post, whoever holds it; vacant where it has no holder';
comment on column partnership.post.name is 'Of the holder; personal, so never in an event';
comment on column partnership.post.hand_over is 'What the next holder has to know; may name people, so never in an event';
CREATE INDEX post_group ON partnership.post USING btree (group_id, role);
grant insert, select, update on partnership.post to hamwe_app;

create table partnership.session_decision (
  session text not null,
  place integer not null,
  decision jsonb not null,
  constraint session_decision_pk PRIMARY KEY (session, place)
);
comment on table partnership.session_decision is 'Item 1 of each session: the commitments that were open on its day, as they read then';
grant insert, select on partnership.session_decision to hamwe_app;

create table partnership.snapshot (
  kind text not null,
  id text not null,
  state jsonb not null,
  version integer not null,
  changed_at timestamp with time zone not null,
  constraint snapshot_pk PRIMARY KEY (kind, id)
);
comment on table partnership.snapshot is 'Each session, pilot, risk and indicator as its events tell it';
grant insert, select, update on partnership.snapshot to hamwe_app;

create table partnership.statement (
  side text not null,
  number bigint not null generated by default as identity,
  subject text not null,
  slot text not null,
  type text not null,
  data jsonb not null,
  at timestamp with time zone not null,
  bundle integer,
  constraint statement_pk PRIMARY KEY (side, number)
);
comment on table partnership.statement is 'Everything that a side has stated to the other, in order; numbers are those of the side';
comment on column partnership.statement.bundle is 'The bundle that brought it; null or of no meaning for our own';
CREATE INDEX statement_subject ON partnership.statement USING btree (subject, slot);
grant insert, select, update on partnership.statement to hamwe_app;

create sequence partnership.statement_number_seq;

create table partnership.update_link (
  id uuid not null,
  commitment text not null,
  side text not null,
  ask text not null,
  post text not null,
  held_since date not null,
  sent_at timestamp with time zone not null,
  expires_on date not null,
  opened_by bytea,
  opened_at timestamp with time zone,
  used_at timestamp with time zone,
  replaced_at timestamp with time zone,
  constraint update_link_commitment_fkey FOREIGN KEY (commitment) REFERENCES partnership.commitment(id),
  constraint update_link_pkey PRIMARY KEY (id),
  constraint update_link_post_fkey FOREIGN KEY (post) REFERENCES partnership.post(id)
);
comment on table partnership.update_link is 'Links by which an owner answers the monthly question once, without signing in';
CREATE INDEX update_link_ask ON partnership.update_link USING btree (ask, sent_at);
grant insert, select, update on partnership.update_link to hamwe_app;

create table partnership.working_group (
  id text not null,
  title jsonb not null,
  ended_on date,
  constraint working_group_pkey PRIMARY KEY (id)
);
comment on table partnership.working_group is 'Joint working groups: who follows a commitment';
comment on column partnership.working_group.ended_on is 'It takes on nothing new from this day on';
grant insert, select, update on partnership.working_group to hamwe_app;

create table payments.account (
  code text not null,
  kind text not null,
  constraint account_code CHECK ((code ~ '^[a-z][a-z0-9-]*(:[a-z0-9-]+)?$'::text)),
  constraint account_kind CHECK ((kind = ANY (ARRAY['asset'::text, 'liability'::text, 'income'::text, 'expense'::text]))),
  constraint account_pkey PRIMARY KEY (code)
);
comment on table payments.account is 'Accounts of the books; provider:<id> is money that lies with a provider, cash:<id> money in a till';
grant insert, select on payments.account to hamwe_app;

create table payments.attempt (
  id uuid not null,
  bill_id uuid not null,
  provider text not null,
  provider_ref text,
  redirect_to text,
  return_url text not null,
  status text not null,
  started_at timestamp with time zone not null,
  owed_back text,
  refunded_at timestamp with time zone,
  received_minor bigint,
  received_currency text,
  owed_minor bigint,
  settles boolean not null default false,
  paid_at timestamp with time zone,
  till uuid,
  constraint attempt_bill FOREIGN KEY (bill_id) REFERENCES payments.bill(id),
  constraint attempt_owed CHECK (((owed_back IS NULL) = (owed_minor IS NULL))),
  constraint attempt_owed_back CHECK ((owed_back = ANY (ARRAY['after-expiry'::text, 'twice'::text, 'too-little'::text, 'too-much'::text, 'wrong-currency'::text]))),
  constraint attempt_owed_is_paid CHECK (((owed_back IS NULL) OR (status = 'paid'::text))),
  constraint attempt_owed_is_received CHECK (((owed_minor IS NULL) OR ((owed_minor >= 1) AND (owed_minor <= received_minor)))),
  constraint attempt_paid_is_received CHECK (((status = 'paid'::text) = ((received_minor IS NOT NULL) AND (received_currency IS NOT NULL)))),
  constraint attempt_pkey PRIMARY KEY (id),
  constraint attempt_provider_ref UNIQUE (provider, provider_ref),
  constraint attempt_refunded_is_paid CHECK (((refunded_at IS NULL) OR (status = 'paid'::text))),
  constraint attempt_settles_is_paid CHECK (((NOT settles) OR (status = 'paid'::text))),
  constraint attempt_status CHECK ((status = ANY (ARRAY['pending'::text, 'paid'::text, 'failed'::text])))
);
comment on table payments.attempt is 'One try to pay a bill with one provider: part of the fold of the stream bill-<id>';
comment on column payments.attempt.owed_back is 'Why this money settles nothing and is a credit of the person';
comment on column payments.attempt.received_minor is 'What the provider says it has received, in minor units; null until then';
comment on column payments.attempt.owed_minor is 'How much of it settles nothing and is owed back to the person';
comment on column payments.attempt.settles is 'Whether this attempt is the one that paid the bill';
comment on column payments.attempt.paid_at is 'When we heard that the money had come';
comment on column payments.attempt.till is 'The till that took it, of cash';
CREATE INDEX attempt_credit ON payments.attempt USING btree (started_at) WHERE ((owed_back IS NOT NULL) AND (refunded_at IS NULL));
CREATE INDEX attempt_of_bill ON payments.attempt USING btree (bill_id);
CREATE INDEX attempt_paid ON payments.attempt USING btree (provider, paid_at) WHERE (status = 'paid'::text);
CREATE UNIQUE INDEX attempt_settles_once ON payments.attempt USING btree (bill_id) WHERE settles;
grant insert, select, update on payments.attempt to hamwe_app;

create table payments.batch (
  id uuid not null,
  provider text not null,
  provider_ref text not null,
  attempts uuid[] not null,
  made_at timestamp with time zone not null,
  constraint batch_pkey PRIMARY KEY (id),
  constraint batch_ref UNIQUE (provider, provider_ref)
);
comment on table payments.batch is 'One payment of several bills: its callback is about all of these attempts';
grant insert, select on payments.batch to hamwe_app;

create table payments.bill (
  id uuid not null,
  number text not null,
  case_id uuid not null,
  person_id uuid not null,
  fee_id text not null,
  words jsonb not null,
  amount_minor bigint not null,
  currency text not null,
  expires_at timestamp with time zone not null,
  issued_at timestamp with time zone not null,
  issued_by text not null,
  status text not null,
  paid_at timestamp with time zone,
  constraint bill_amount CHECK ((amount_minor > 0)),
  constraint bill_currency CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint bill_issued_once UNIQUE (case_id, fee_id, issued_by),
  constraint bill_number UNIQUE (number),
  constraint bill_number_form CHECK ((number ~ '^88[0-9]{10}$'::text)),
  constraint bill_pkey PRIMARY KEY (id),
  constraint bill_status CHECK ((status = ANY (ARRAY['created'::text, 'pending'::text, 'paid'::text, 'failed'::text, 'expired'::text, 'refunded'::text])))
);
comment on table payments.bill is 'A fee to be paid: the fold of the stream bill-<id>';
comment on column payments.bill.number is 'Billing number as people type it; the last digit is a Damm check digit';
comment on column payments.bill.amount_minor is 'Integer minor units of the currency (ISO 4217)';
comment on column payments.bill.issued_by is 'The command that issued it: the same command again is the same bill';
CREATE UNIQUE INDEX bill_of_fee ON payments.bill USING btree (case_id, fee_id) WHERE (status <> 'expired'::text);
grant insert, select, update on payments.bill to hamwe_app;

create table payments.callback (
  id uuid not null,
  provider text not null,
  received_at timestamp with time zone not null,
  verdict text not null,
  provider_ref text,
  raw_body text not null,
  constraint callback_body_length CHECK ((length(raw_body) <= 16384)),
  constraint callback_pkey PRIMARY KEY (id),
  constraint callback_verdict CHECK ((verdict = ANY (ARRAY['genuine'::text, 'unsigned'::text, 'forged'::text, 'stale'::text])))
);
comment on table payments.callback is 'What providers called to say, word for word, genuine or not. Evidence only: a bill is paid by what a status read says';
CREATE INDEX callback_received ON payments.callback USING btree (received_at);
grant insert, select on payments.callback to hamwe_app;

create table payments.cash_receipt (
  attempt_id uuid not null,
  till uuid not null,
  centre text not null,
  year integer not null,
  number integer not null,
  settled_at timestamp with time zone,
  not_signed text,
  given_minor bigint,
  payer text,
  constraint cash_receipt_attempt FOREIGN KEY (attempt_id) REFERENCES payments.attempt(id),
  constraint cash_receipt_given CHECK ((given_minor >= 0)),
  constraint cash_receipt_not_signed CHECK (((not_signed IS NULL) OR (settled_at IS NOT NULL))),
  constraint cash_receipt_number UNIQUE (centre, year, number),
  constraint cash_receipt_payer CHECK (((length(payer) >= 1) AND (length(payer) <= 120))),
  constraint cash_receipt_pkey PRIMARY KEY (attempt_id),
  constraint cash_receipt_till FOREIGN KEY (till) REFERENCES payments.till(id)
);
comment on table payments.cash_receipt is 'The numbered receipt of a cash payment';
comment on column payments.cash_receipt.settled_at is 'When the cashier said that the receipt was given and signed, or why not';
comment on column payments.cash_receipt.not_signed is 'Why there is no signature; null where there is one';
comment on column payments.cash_receipt.given_minor is 'What the client gave, in minor units; null for the exact amount';
comment on column payments.cash_receipt.payer is 'The name of who paid, where it was not the applicant';
CREATE INDEX cash_receipt_of_till ON payments.cash_receipt USING btree (till);
grant insert, select, update (not_signed, settled_at) on payments.cash_receipt to hamwe_app;

create table payments.difference (
  id uuid not null default gen_random_uuid(),
  provider text not null,
  kind text not null,
  ref text not null,
  ours_minor bigint,
  theirs_minor bigint,
  currency text not null,
  first_seen timestamp with time zone not null,
  resolved_at timestamp with time zone,
  constraint difference_kind CHECK ((kind = ANY (ARRAY['unknown'::text, 'unseen'::text, 'amount'::text, 'missing'::text, 'refund-unknown'::text, 'refund-missing'::text, 'refund-amount'::text]))),
  constraint difference_pkey PRIMARY KEY (id)
);
comment on table payments.difference is 'What a statement and our books say otherwise; resolved when they agree';
CREATE UNIQUE INDEX difference_open ON payments.difference USING btree (provider, kind, ref) WHERE (resolved_at IS NULL);
grant insert, select, update on payments.difference to hamwe_app;

create table payments.entry (
  id bigint not null generated always as identity,
  source text not null,
  what text not null,
  at timestamp with time zone not null,
  constraint entry_balances TRIGGER DEFERRABLE INITIALLY DEFERRED,
  constraint entry_once UNIQUE (source),
  constraint entry_pkey PRIMARY KEY (id)
);
comment on table payments.entry is 'One movement of money, never changed; its postings add up to nothing in each currency';
comment on column payments.entry.source is 'What it was made from: stream and version of an event, or a line of a statement';
CREATE CONSTRAINT TRIGGER entry_balances AFTER INSERT ON payments.entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments.require_balance();
grant insert, select on payments.entry to hamwe_app;

create sequence payments.entry_id_seq;

create table payments.posting (
  entry_id bigint not null,
  account text not null,
  currency text not null,
  amount_minor bigint not null,
  constraint posting_account FOREIGN KEY (account) REFERENCES payments.account(code),
  constraint posting_amount CHECK ((amount_minor <> 0)),
  constraint posting_balances TRIGGER DEFERRABLE INITIALLY DEFERRED,
  constraint posting_currency CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint posting_entry FOREIGN KEY (entry_id) REFERENCES payments.entry(id),
  constraint posting_pk PRIMARY KEY (entry_id, account, currency)
);
comment on table payments.posting is 'One side of a movement: debit above nothing, credit below, in minor units';
CREATE INDEX posting_of_account ON payments.posting USING btree (account, currency);
CREATE CONSTRAINT TRIGGER posting_balances AFTER INSERT ON payments.posting DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments.require_balance();
grant insert, select on payments.posting to hamwe_app;

create table payments.receipt_series (
  centre text not null,
  year integer not null,
  last integer not null,
  constraint receipt_series_pk PRIMARY KEY (centre, year)
);
comment on table payments.receipt_series is 'Cash receipts of a centre are numbered without a gap in each year';
grant insert, select, update on payments.receipt_series to hamwe_app;

create table payments.refund (
  id uuid not null,
  bill_id uuid not null,
  attempt_id uuid not null,
  what text not null,
  amount_minor bigint not null,
  currency text not null,
  status text not null,
  reason text not null,
  proposed_by text not null,
  proposed_at timestamp with time zone not null,
  confirmed_by text,
  answered_at timestamp with time zone,
  outside_ref text,
  failure text,
  by_hand boolean not null default false,
  constraint refund_amount CHECK ((amount_minor > 0)),
  constraint refund_attempt FOREIGN KEY (attempt_id) REFERENCES payments.attempt(id),
  constraint refund_bill FOREIGN KEY (bill_id) REFERENCES payments.bill(id),
  constraint refund_four_eyes CHECK (((confirmed_by <> proposed_by) OR (proposed_by = 'system'::text))),
  constraint refund_made_is_confirmed CHECK (((status <> ALL (ARRAY['confirmed'::text, 'made'::text])) OR (confirmed_by IS NOT NULL))),
  constraint refund_pkey PRIMARY KEY (id),
  constraint refund_status CHECK ((status = ANY (ARRAY['proposed'::text, 'confirmed'::text, 'made'::text, 'failed'::text, 'rejected'::text]))),
  constraint refund_what CHECK ((what = ANY (ARRAY['owed'::text, 'fee'::text])))
);
comment on table payments.refund is 'Money given back: part of the fold of the stream bill-<id>';
comment on column payments.refund.what is 'owed: what settled nothing; fee: the fee itself';
comment on column payments.refund.proposed_by is 'An officer, or system: what settles nothing is given back without anyone asking';
comment on column payments.refund.by_hand is 'Transferred by the treasury itself: no line of the provider is looked for';
CREATE INDEX refund_open ON payments.refund USING btree (proposed_at) WHERE (status = ANY (ARRAY['proposed'::text, 'confirmed'::text]));
CREATE UNIQUE INDEX refund_once ON payments.refund USING btree (attempt_id, what) WHERE (status = ANY (ARRAY['proposed'::text, 'confirmed'::text, 'made'::text]));
grant insert, select, update on payments.refund to hamwe_app;

create table payments.refused_callback (
  provider text not null,
  day date not null,
  body_hash bytea not null,
  verdict text not null,
  times bigint not null,
  last_at timestamp with time zone not null,
  constraint refused_callback_pk PRIMARY KEY (provider, day, body_hash, verdict)
);
comment on table payments.refused_callback is 'Callbacks that were not genuine: how often which came on a day; the hash of zeros stands for all beyond a hundred';
grant delete, insert, select, update on payments.refused_callback to hamwe_app;

create table payments.statement_day (
  provider text not null,
  day date not null,
  taken_at timestamp with time zone not null,
  taken_by text not null,
  constraint statement_day_pk PRIMARY KEY (provider, day)
);
comment on table payments.statement_day is 'A day of a provider''s statement that we have, fetched at night or uploaded';
grant insert, select, update on payments.statement_day to hamwe_app;

create table payments.statement_line (
  provider text not null,
  id text not null,
  kind text not null,
  ref text,
  amount_minor bigint not null,
  currency text not null,
  at timestamp with time zone not null,
  constraint statement_line_amount CHECK ((amount_minor > 0)),
  constraint statement_line_kind CHECK ((kind = ANY (ARRAY['payment'::text, 'refund'::text, 'payout'::text, 'charge'::text]))),
  constraint statement_line_length CHECK (((length(id) <= 200) AND (length(ref) <= 200))),
  constraint statement_line_pk PRIMARY KEY (provider, id)
);
comment on table payments.statement_line is 'What a provider says it did; the same line is taken once';
CREATE INDEX statement_line_ref ON payments.statement_line USING btree (provider, ref);
grant insert, select on payments.statement_line to hamwe_app;

create table payments.till (
  id uuid not null,
  centre text not null,
  currency text not null,
  float_minor bigint not null,
  opened_by text not null,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  counted_minor bigint,
  expected_minor bigint,
  note text,
  signed_by text,
  signed_at timestamp with time zone,
  constraint till_closed CHECK ((((closed_at IS NULL) = (counted_minor IS NULL)) AND ((closed_at IS NULL) = (expected_minor IS NULL)))),
  constraint till_counted CHECK ((counted_minor >= 0)),
  constraint till_float CHECK ((float_minor >= 0)),
  constraint till_four_eyes CHECK ((signed_by <> opened_by)),
  constraint till_pkey PRIMARY KEY (id),
  constraint till_signed CHECK ((((signed_at IS NULL) = (signed_by IS NULL)) AND ((signed_by IS NULL) OR (closed_at IS NOT NULL))))
);
comment on table payments.till is 'One cashier''s cash of one day: opened with a float, closed with what was counted, signed by somebody else';
CREATE INDEX till_unsigned ON payments.till USING btree (closed_at) WHERE (signed_at IS NULL);
CREATE UNIQUE INDEX till_open ON payments.till USING btree (opened_by) WHERE (closed_at IS NULL);
grant insert, select, update on payments.till to hamwe_app;

create view payments.trial_balance as SELECT posting.account,
    account.kind,
    posting.currency,
    sum(GREATEST(posting.amount_minor, (0)::bigint)) AS debit_minor,
    sum(GREATEST((- posting.amount_minor), (0)::bigint)) AS credit_minor,
    sum(posting.amount_minor) AS balance_minor
   FROM (payments.posting
     JOIN payments.account ON ((account.code = posting.account)))
  GROUP BY posting.account, account.kind, posting.currency;
comment on view payments.trial_balance is 'What stands in each account; the balances of a currency add up to nothing';
grant select on payments.trial_balance to hamwe_app;

create table phone.heard (
  id text not null,
  heard_at timestamp with time zone not null,
  phone_hash bytea,
  constraint heard_pk PRIMARY KEY (id)
);
comment on table phone.heard is 'SMS that came in, by the id that the gateway gave them: one that comes twice is answered once';
comment on column phone.heard.phone_hash is 'HMAC of the number that wrote, to count how often; null for what was heard before it was counted';
CREATE INDEX heard_at ON phone.heard USING btree (heard_at);
CREATE INDEX heard_of_phone ON phone.heard USING btree (phone_hash, heard_at);
grant delete, insert, select on phone.heard to hamwe_app;

create table phone.phone (
  phone_hash bytea not null,
  lang text not null,
  chosen_at timestamp with time zone not null,
  constraint phone_pk PRIMARY KEY (phone_hash)
);
comment on table phone.phone is 'The language that a telephone has chosen';
grant insert, select, update (chosen_at, lang) on phone.phone to hamwe_app;

create unlogged table phone.session (
  id text not null,
  phone_hash bytea not null,
  path_hash bytea not null,
  path_length integer not null,
  presses integer not null,
  sealed bytea not null,
  open boolean not null,
  begun_at timestamp with time zone not null,
  touched_at timestamp with time zone not null,
  constraint session_hashes CHECK (((length(phone_hash) = 32) AND (length(path_hash) = 32))),
  constraint session_pk PRIMARY KEY (id)
);
comment on table phone.session is 'A session of a telephone, swept an hour after it was begun; a key changes no index';
comment on column phone.session.phone_hash is 'HMAC of the number with a key of its own: the number itself is not kept';
comment on column phone.session.path_hash is 'HMAC of all that was typed so far, a PIN perhaps among it: only compared, never read';
comment on column phone.session.sealed is 'AES-256-GCM: where the person is, answers not sent yet, and the last screen; only the screen once it ended';
CREATE INDEX session_begun ON phone.session USING btree (begun_at);
CREATE INDEX session_of_phone ON phone.session USING btree (phone_hash) WHERE open;
grant delete, insert, select, update (open, path_hash, path_length, presses, sealed, touched_at) on phone.session to hamwe_app;

create table platform.migration (
  number integer not null,
  name text not null,
  sha256 text not null,
  applied_at timestamp with time zone not null default now(),
  constraint migration_pk PRIMARY KEY (number)
);
comment on table platform.migration is 'Each applied line of history, with the hash it had when it was applied';
grant select on platform.migration to hamwe_app;

create table platform.purpose (
  one_row boolean not null default true,
  purpose text not null,
  since timestamp with time zone not null default now(),
  constraint purpose_known CHECK ((purpose = ANY (ARRAY['demonstration'::text, 'production'::text]))),
  constraint purpose_once CHECK (one_row),
  constraint purpose_pkey PRIMARY KEY (one_row)
);
comment on table platform.purpose is 'What this database is for, in one row that is written once; a server in the other mode refuses to start';
grant select on platform.purpose to hamwe_app;

create table privacy.breach (
  id uuid not null,
  known_at timestamp with time zone not null,
  what text not null,
  data text not null,
  people integer not null,
  measures text not null,
  high_risk boolean not null,
  recorded_by uuid not null,
  recorded_at timestamp with time zone not null,
  number integer not null generated always as identity,
  constraint breach_people CHECK ((people >= 0)),
  constraint breach_pkey PRIMARY KEY (id)
);
comment on table privacy.breach is 'Breaches of personal data as they were recorded: what happened, whose data, what was done; names nobody';
comment on column privacy.breach.number is 'By which it is spoken of; given once, with gaps';
grant insert, select on privacy.breach to hamwe_app;

create table privacy.breach_notice (
  breach uuid not null,
  service text,
  sent_from date,
  sent_until date,
  words jsonb not null,
  revision integer not null default 1,
  written_by uuid not null,
  written_at timestamp with time zone not null,
  confirmed_by uuid,
  confirmed_at timestamp with time zone,
  last_person uuid,
  reached integer not null default 0,
  unreachable integer not null default 0,
  ended_at timestamp with time zone,
  kind text not null default 'applied'::text,
  seen_by text,
  seen_from timestamp with time zone,
  seen_until timestamp with time zone,
  refs text[],
  constraint breach_notice_breach_fkey FOREIGN KEY (breach) REFERENCES privacy.breach(id),
  constraint breach_notice_confirmed CHECK ((num_nonnulls(confirmed_by, confirmed_at) = ANY (ARRAY[0, 2]))),
  constraint breach_notice_days CHECK ((sent_from <= sent_until)),
  constraint breach_notice_ended CHECK (((ended_at IS NULL) OR (confirmed_at IS NOT NULL))),
  constraint breach_notice_people CHECK (
CASE kind
    WHEN 'applied'::text THEN (num_nonnulls(sent_from, sent_until) = 2)
    WHEN 'seen'::text THEN (num_nonnulls(seen_by, seen_from, seen_until) = 3)
    WHEN 'exported'::text THEN (num_nonnulls(seen_from, seen_until) = 2)
    WHEN 'listed'::text THEN (refs IS NOT NULL)
    ELSE false
END),
  constraint breach_notice_pk PRIMARY KEY (breach),
  constraint breach_notice_times CHECK ((seen_from <= seen_until)),
  constraint breach_notice_two_officers CHECK ((confirmed_by <> written_by))
);
comment on table privacy.breach_notice is 'What the people of a breach are told, which people, who wrote and who confirmed it, and how far it has gone';
comment on column privacy.breach_notice.service is 'People who applied for this service on these days; null: for any service';
comment on column privacy.breach_notice.words is 'The text by language';
comment on column privacy.breach_notice.revision is 'Raised with every change, so that the second officer confirms what they have read';
comment on column privacy.breach_notice.last_person is 'The last person, by id, who was dealt with: the job goes on after them';
comment on column privacy.breach_notice.kind is 'Whom it is about: applied, seen, exported, listed';
comment on column privacy.breach_notice.seen_by is 'Officer or program that read files from seen_from to seen_until';
comment on column privacy.breach_notice.refs is 'Numbers of the applications whose applicants it is about';
grant insert (kind, refs, seen_by, seen_from, seen_until), insert, select, update (confirmed_at, confirmed_by, ended_at, kind, last_person, reached, refs, revision, seen_by, seen_from, seen_until, sent_from, sent_until, service, unreachable, words, written_at, written_by) on privacy.breach_notice to hamwe_app;

create sequence privacy.breach_number_seq;

create table privacy.breach_step (
  breach uuid not null,
  step text not null,
  at timestamp with time zone not null,
  by uuid not null,
  note text not null,
  constraint breach_step_breach_fkey FOREIGN KEY (breach) REFERENCES privacy.breach(id),
  constraint breach_step_known CHECK ((step = ANY (ARRAY['authority'::text, 'report'::text, 'people'::text, 'closed'::text]))),
  constraint breach_step_pk PRIMARY KEY (breach, step)
);
comment on table privacy.breach_step is 'When the authority was told, had the report, the people were told, and it was closed; only added to';
grant insert, select on privacy.breach_step to hamwe_app;

create table privacy.breach_told (
  breach uuid not null,
  person uuid not null,
  reached boolean not null,
  at timestamp with time zone not null,
  constraint breach_told_breach_fkey FOREIGN KEY (breach) REFERENCES privacy.breach_notice(breach),
  constraint breach_told_pk PRIMARY KEY (breach, person)
);
comment on table privacy.breach_told is 'Each person whom a notice of a breach is for, and whether there was an address to write to';
CREATE INDEX breach_told_person ON privacy.breach_told USING btree (person);
grant insert, select on privacy.breach_told to hamwe_app;

create table privacy.correction (
  id uuid not null,
  request uuid not null,
  case_id uuid not null,
  field text not null,
  value jsonb,
  papers text[] not null,
  proposed_by uuid not null,
  proposed_at timestamp with time zone not null,
  confirmed_by uuid,
  confirmed_at timestamp with time zone,
  applied_at timestamp with time zone,
  constraint correction_applied CHECK (((applied_at IS NULL) OR (confirmed_at IS NOT NULL))),
  constraint correction_confirmed CHECK ((num_nonnulls(confirmed_by, confirmed_at) = ANY (ARRAY[0, 2]))),
  constraint correction_pk PRIMARY KEY (id),
  constraint correction_request_fkey FOREIGN KEY (request) REFERENCES privacy.request(id),
  constraint correction_two_officers CHECK (((confirmed_by IS NULL) OR (papers = '{}'::text[]) OR (confirmed_by <> proposed_by))),
  constraint correction_value CHECK (((applied_at IS NULL) OR (value IS NULL)))
);
comment on table privacy.correction is 'An answer that is corrected on request: who proposed and who confirmed it, and when it was done';
comment on column privacy.correction.value is 'What is right; null once it is done, since it then stands in the answers';
comment on column privacy.correction.papers is 'Numbers of the papers that say something else then, and are replaced';
comment on column privacy.correction.confirmed_by is 'The second officer; the first where no paper is replaced';
CREATE INDEX correction_request ON privacy.correction USING btree (request);
CREATE UNIQUE INDEX correction_waits ON privacy.correction USING btree (case_id) WHERE (applied_at IS NULL);
grant delete, insert, select, update (applied_at, confirmed_at, confirmed_by, value) on privacy.correction to hamwe_app;

create table privacy.erasure (
  case_id uuid not null,
  service text not null,
  definition integer not null,
  cause text not null,
  night uuid,
  closed_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  at timestamp with time zone not null,
  counts jsonb not null,
  constraint erasure_cause CHECK ((cause = ANY (ARRAY['retention'::text, 'request'::text]))),
  constraint erasure_night_fkey FOREIGN KEY (night) REFERENCES privacy.night(id),
  constraint erasure_pkey PRIMARY KEY (case_id)
);
comment on table privacy.erasure is 'That a file was erased, when, why and how much of it; names nobody and is only added to';
CREATE INDEX erasure_of_night ON privacy.erasure USING btree (night);
grant insert, select on privacy.erasure to hamwe_app;

create table privacy.hold (
  id uuid not null,
  case_id uuid not null,
  reference text not null,
  reason text not null,
  until date not null,
  placed_by uuid not null,
  placed_at timestamp with time zone not null,
  lift_reason text,
  lift_by uuid,
  lift_at timestamp with time zone,
  lifted_by uuid,
  lifted_at timestamp with time zone,
  constraint hold_four_eyes CHECK ((lifted_by <> lift_by)),
  constraint hold_lift CHECK ((num_nonnulls(lift_reason, lift_by, lift_at) = ANY (ARRAY[0, 3]))),
  constraint hold_lifted CHECK (((num_nonnulls(lifted_by, lifted_at) = ANY (ARRAY[0, 2])) AND ((lifted_at IS NULL) OR (lift_at IS NOT NULL)))),
  constraint hold_pkey PRIMARY KEY (id),
  constraint hold_reason CHECK (((length(reason) >= 1) AND (length(reason) <= 2000)))
);
comment on table privacy.hold is 'A file that is kept beyond its term, for a dispute or an inquiry: why, until when; two officers lift it before';
CREATE INDEX hold_of_case ON privacy.hold USING btree (case_id) WHERE (lifted_at IS NULL);
grant insert, select, update (lift_at, lift_by, lift_reason, lifted_at, lifted_by) on privacy.hold to hamwe_app;

create table privacy.night (
  id uuid not null,
  began_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  counts jsonb not null default '{}'::jsonb,
  constraint night_pkey PRIMARY KEY (id)
);
comment on table privacy.night is 'What each night erased and left, in figures; one without an end was cut short';
CREATE INDEX night_newest ON privacy.night USING btree (began_at DESC);
grant insert, select, update (counts, ended_at) on privacy.night to hamwe_app;

create table privacy.request (
  id uuid not null,
  person uuid not null,
  kind text not null,
  case_id uuid,
  reference text,
  words text not null,
  lang text not null,
  asked_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  outcome text,
  reason text,
  decided_by uuid,
  decided_at timestamp with time zone,
  done jsonb,
  constraint request_case CHECK (((case_id IS NULL) = (reference IS NULL))),
  constraint request_decided CHECK ((num_nonnulls(outcome, decided_at) = ANY (ARRAY[0, 2]))),
  constraint request_kind CHECK ((kind = ANY (ARRAY['rectification'::text, 'erasure'::text, 'objection'::text]))),
  constraint request_officer CHECK (((outcome IS NULL) OR (outcome = 'taken-back'::text) OR (num_nonnulls(decided_by, reason) = 2))),
  constraint request_outcome CHECK ((outcome = ANY (ARRAY['granted'::text, 'refused'::text, 'taken-back'::text]))),
  constraint request_pkey PRIMARY KEY (id),
  constraint request_words CHECK ((length(words) <= 2000))
);
comment on table privacy.request is 'What a person asks about their data, the day by which they are answered, the answer and who gave it';
comment on column privacy.request.case_id is 'The application that it is about; null: everything';
comment on column privacy.request.done is 'What an erasure erased and what it had to leave, in figures';
CREATE INDEX request_of_person ON privacy.request USING btree (person, asked_at DESC);
CREATE INDEX request_open ON privacy.request USING btree (due_at) WHERE (outcome IS NULL);
grant insert, select, update (decided_at, decided_by, done, outcome, reason, words) on privacy.request to hamwe_app;

create table programs.application (
  case_id uuid not null,
  client text not null,
  reference text not null,
  sent_at timestamp with time zone not null,
  constraint application_client FOREIGN KEY (client) REFERENCES programs.client(id),
  constraint application_pk PRIMARY KEY (case_id)
);
comment on table programs.application is 'Which program brought which application: it sees these and no other';
CREATE INDEX application_of_client ON programs.application USING btree (client, case_id DESC);
CREATE INDEX application_sent ON programs.application USING btree (client, sent_at);
grant insert, select on programs.application to hamwe_app;

create table programs.assertion (
  client text not null,
  jti text not null,
  until timestamp with time zone not null,
  constraint assertion_pk PRIMARY KEY (client, jti)
);
comment on table programs.assertion is 'Client assertions seen, so that none counts twice (RFC 7523, section 3, item 7)';
grant delete, insert, select on programs.assertion to hamwe_app;

create table programs.client (
  id text not null,
  name text not null,
  scopes text[] not null,
  secret_hash bytea,
  jwks jsonb,
  created_at timestamp with time zone not null,
  disabled_at timestamp with time zone,
  binds_tokens boolean not null default false,
  authority text,
  stages text[] not null default '{}'::text[],
  constraint client_authority CHECK ((((authority IS NULL) = (stages = '{}'::text[])) AND ((authority IS NULL) OR (jwks IS NOT NULL)))),
  constraint client_id_form CHECK ((id ~ '^[a-z0-9][a-z0-9-]{1,38}$'::text)),
  constraint client_pk PRIMARY KEY (id),
  constraint client_proves_itself CHECK (((secret_hash IS NOT NULL) OR (jwks IS NOT NULL)))
);
comment on table programs.client is 'An organisation''s program. It proves itself with a key of its own (RFC 7523) or, in a demonstration, with a secret';
comment on column programs.client.binds_tokens is 'It gets only tokens that are bound to a key';
comment on column programs.client.authority is 'The authority whose own system it is; null: it works on no task';
comment on column programs.client.stages is 'The stages whose tasks it may take, each as <service>/<stage>';
CREATE INDEX client_of_authority ON programs.client USING btree (authority) WHERE (authority IS NOT NULL);
grant insert, select, update (authority, binds_tokens, disabled_at, jwks, name, scopes, secret_hash, stages) on programs.client to hamwe_app;

create table programs.client_request (
  client text not null,
  record jsonb not null,
  asked_by text not null,
  asked_at timestamp with time zone not null,
  constraint client_request_pkey PRIMARY KEY (client)
);
comment on table programs.client_request is 'Programs that wait for a second administrator, as they are to be registered; public keys only.';
grant delete, insert, select, update on programs.client_request to hamwe_app;

create table programs.confirmation (
  id uuid not null,
  client text not null,
  about uuid not null,
  person uuid,
  code_id uuid,
  tries integer not null default 0,
  asked_at timestamp with time zone not null,
  purpose text not null,
  constraint confirmation_person_code CHECK (((person IS NULL) = (code_id IS NULL))),
  constraint confirmation_pk PRIMARY KEY (id)
);
comment on table programs.confirmation is 'A code asked for by a program. Without person: nobody can be reached, and the program is not told so';
comment on column programs.confirmation.purpose is 'What exactly is said yes to, by ids and hashes: no answer can be read from it';
CREATE INDEX confirmation_of_client ON programs.confirmation USING btree (client, about, asked_at);
grant delete, insert, select, update (tries) on programs.confirmation to hamwe_app;

create table programs.delivery (
  id uuid not null,
  webhook uuid not null,
  message text not null,
  type text not null,
  body text not null,
  state text not null,
  tries integer not null default 0,
  last_status integer,
  created_at timestamp with time zone not null,
  next_at timestamp with time zone,
  ended_at timestamp with time zone,
  subject text not null,
  failed_at timestamp with time zone,
  constraint delivery_once UNIQUE (webhook, message),
  constraint delivery_pk PRIMARY KEY (id),
  constraint delivery_state CHECK ((state = ANY (ARRAY['waiting'::text, 'held'::text, 'delivered'::text, 'failed'::text, 'given-up'::text]))),
  constraint delivery_webhook FOREIGN KEY (webhook) REFERENCES programs.webhook(id) ON DELETE CASCADE
);
comment on table programs.delivery is 'One message for one address. held: the address was switched off when it came, it can be replayed';
comment on column programs.delivery.subject is 'The application: of one subject deliveries keep their order';
comment on column programs.delivery.failed_at is 'When it was last given up by itself; stays where it is replayed';
CREATE INDEX delivery_due ON programs.delivery USING btree (webhook, COALESCE(next_at, created_at), id) WHERE (state = 'waiting'::text);
CREATE INDEX delivery_failed ON programs.delivery USING btree (id) WHERE ((state = ANY (ARRAY['failed'::text, 'held'::text])) OR (failed_at IS NOT NULL));
CREATE INDEX delivery_of_webhook ON programs.delivery USING btree (webhook, id DESC);
CREATE INDEX delivery_waiting ON programs.delivery USING btree (webhook, subject, id) WHERE (state = 'waiting'::text);
grant delete, insert, select, update (ended_at, failed_at, last_status, next_at, state, tries) on programs.delivery to hamwe_app;

create table programs.draft (
  id uuid not null,
  client text not null,
  service text not null,
  definition integer not null,
  national_id text,
  application uuid,
  answers jsonb not null,
  lang text not null,
  begun_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  renews uuid,
  visited jsonb not null default '[]'::jsonb,
  told_in text,
  constraint draft_client FOREIGN KEY (client) REFERENCES programs.client(id),
  constraint draft_of_somebody CHECK ((num_nonnulls(national_id, application, renews) = 1)),
  constraint draft_pk PRIMARY KEY (id)
);
comment on table programs.draft is 'What a program prepares for a person who has not said yes yet: no part of the person''s affairs until then, and gone after a day. application: the one whose request for more it answers';
comment on column programs.draft.sent_at is 'When it became an application; it stays for the rest of its day, so that sending again finds what was sent';
comment on column programs.draft.renews is 'The application whose paper it renews; the person is then the one who made that application';
comment on column programs.draft.visited is 'Ids of the pages that were answered well, screen by screen';
comment on column programs.draft.told_in is 'Language in which the person wants to be told about it; null for their usual one';
CREATE INDEX draft_being_prepared ON programs.draft USING btree (client) WHERE (sent_at IS NULL);
CREATE INDEX draft_expiry ON programs.draft USING btree (expires_at);
grant delete, insert, select, update (answers, lang, sent_at, visited) on programs.draft to hamwe_app;

create table programs.draft_file (
  id uuid not null,
  draft uuid not null,
  document text not null,
  name text not null,
  media_type text not null,
  sha256 text not null,
  content bytea not null,
  at timestamp with time zone not null,
  constraint draft_file_draft FOREIGN KEY (draft) REFERENCES programs.draft(id) ON DELETE CASCADE,
  constraint draft_file_once UNIQUE (draft, document, sha256),
  constraint draft_file_pk PRIMARY KEY (id)
);
comment on table programs.draft_file is 'Papers of such a draft; moved to the case when the person says yes';
grant delete, insert, select on programs.draft_file to hamwe_app;

create table programs.request (
  client text not null,
  key text not null,
  hash bytea not null,
  started_at timestamp with time zone not null,
  status integer,
  answer bytea,
  constraint request_answered CHECK (((status IS NULL) = (answer IS NULL))),
  constraint request_pk PRIMARY KEY (client, key)
);
comment on table programs.request is 'Idempotency-Key: what was asked under a key and, sealed, what was answered; for a day';
CREATE INDEX request_age ON programs.request USING btree (started_at);
grant delete, insert, select, update (answer, hash, started_at, status) on programs.request to hamwe_app;

create table programs.token (
  hash bytea not null,
  client text not null,
  scopes text[] not null,
  expires_at timestamp with time zone not null,
  key_thumbprint text,
  constraint token_client FOREIGN KEY (client) REFERENCES programs.client(id),
  constraint token_hash_length CHECK ((length(hash) = 32)),
  constraint token_pk PRIMARY KEY (hash)
);
comment on table programs.token is 'Access tokens in force; the token itself is not kept';
comment on column programs.token.key_thumbprint is 'RFC 7638, of the key that has to sign each request; null: whoever has the token may use it';
CREATE INDEX token_expiry ON programs.token USING btree (expires_at);
grant delete, insert, select on programs.token to hamwe_app;

create table programs.webhook (
  id uuid not null,
  client text not null,
  url text not null,
  events text[] not null,
  secret bytea not null,
  created_at timestamp with time zone not null,
  failing_since timestamp with time zone,
  disabled_at timestamp with time zone,
  constraint webhook_client FOREIGN KEY (client) REFERENCES programs.client(id),
  constraint webhook_pk PRIMARY KEY (id)
);
comment on table programs.webhook is 'An address that a program wants to be told at; its secret is sealed with a key of the server';
CREATE INDEX webhook_of_client ON programs.webhook USING btree (client, id);
grant delete, insert, select, update (disabled_at, failing_since, secret) on programs.webhook to hamwe_app;

create table sandbox.charge (
  ref text not null,
  attempt_id uuid not null,
  bill_number text not null,
  words jsonb not null,
  amount_minor bigint not null,
  currency text not null,
  return_url text not null,
  status text not null,
  made_at timestamp with time zone not null,
  constraint charge_attempt UNIQUE (attempt_id),
  constraint charge_pkey PRIMARY KEY (ref),
  constraint charge_status CHECK ((status = ANY (ARRAY['pending'::text, 'paid'::text, 'failed'::text])))
);
comment on table sandbox.charge is 'What the sandbox provider was asked to collect, and whether it did';
grant insert, select, update on sandbox.charge to hamwe_app;

create table security.chain (
  of text not null,
  number integer not null,
  at timestamp with time zone not null,
  from_tx bigint not null,
  to_tx bigint not null,
  rows integer not null,
  digest bytea not null,
  hash bytea not null,
  constraint chain_forward CHECK (((number > 0) AND (from_tx < to_tx) AND (rows > 0))),
  constraint chain_pk PRIMARY KEY (of, number)
);
comment on table security.chain is 'Links of the chains over security events and over the history, append-only; the newest are published';
comment on column security.chain.from_tx is 'The rows of the link are those of transactions from this one up to to_tx, which is not in it';
comment on column security.chain.hash is 'SHA-256 of the hash of the link before and of what stands in this row';
grant insert, select on security.chain to hamwe_app;

create table security.chain_clock (
  one boolean not null default true,
  ahead bigint not null,
  constraint chain_clock_ahead_check CHECK ((ahead >= 0)),
  constraint chain_clock_one_check CHECK (one),
  constraint chain_clock_pkey PRIMARY KEY (one)
);
comment on table security.chain_clock is 'Added to the numbers of transactions, so that they go on after a restore into another cluster; written by the owner';
grant select on security.chain_clock to hamwe_app;

create table security.event (
  id uuid not null,
  at timestamp with time zone not null,
  kind text not null,
  actor text,
  about text,
  facts jsonb not null,
  times integer not null,
  tx bigint not null default ((pg_current_xact_id())::text)::bigint,
  constraint event_pkey PRIMARY KEY (id),
  constraint event_times CHECK ((times > 0))
);
comment on table security.event is 'What a security officer looks for, by ids only; rows are added and never changed';
comment on column security.event.times is 'How often the same happened within a moment: a flood is one row';
comment on column security.event.tx is 'The transaction that wrote it: by this the chain knows which link it belongs to';
CREATE INDEX event_of_actor ON security.event USING btree (actor, id DESC) WHERE (actor IS NOT NULL);
CREATE INDEX event_of_kind ON security.event USING btree (kind, id DESC);
CREATE INDEX event_tx ON security.event USING brin (tx) WITH (pages_per_range='16', autosummarize='on');
grant insert, select on security.event to hamwe_app;

CREATE OR REPLACE FUNCTION auth.add_passkey(proof bytea, instant timestamp with time zone, whose uuid, key jsonb, public_key bytea)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'auth', 'pg_temp'
AS $function$
begin
  if not exists (select from auth.invitation
      where token_hash = proof and officer = whose and used_at = instant)
    and not exists (select from auth.session where id_hash = proof and officer = whose
      and ends_at > instant and proved_at > instant - interval '15 minutes') then
    return null;
  end if;
  insert into auth.passkey (id, officer, public_key, counter, transports, device, synced, added_at,
    used_at)
  select k.id, whose, add_passkey.public_key, k.counter, k.transports, k.device, k.synced, instant,
    instant
  from jsonb_to_record(key) as k(id text, counter bigint, transports text[], device text,
    synced boolean)
  on conflict (id) do nothing;
  return key ->> 'id';
end $function$
;

CREATE OR REPLACE FUNCTION auth.change_absence(by_actor text, instant timestamp with time zone, whose uuid, which uuid, until timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'auth', 'pg_temp'
AS $function$
begin
  perform auth.check_may_end_absence(by_actor, instant, whose, which);
  update auth.absence set until_at = until
  where id = which and officer = whose and status <> 'ended' and from_at < until;
end $function$
;

CREATE OR REPLACE FUNCTION auth.check_may_end_absence(by_actor text, instant timestamp with time zone, whose uuid, which uuid)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'auth', 'pg_temp'
AS $function$
begin
  if auth.may_keep_staff(by_actor, whose, instant) then return; end if;
  if not auth.supervises(by_actor, whose, instant) then
    raise insufficient_privilege using message = 'may not end or change the leave of this officer';
  end if;
  if exists (
    select from auth.absence where id = which and officer = whose
      and case status when 'asked' then asked_by <> by_actor else deputy is not null end)
  then
    raise insufficient_privilege
      using message = 'an administrator ends or changes leave with a deputy';
  end if;
end $function$
;

CREATE OR REPLACE FUNCTION auth.end_absence(by_actor text, instant timestamp with time zone, whose uuid, which uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'auth', 'pg_temp'
AS $function$
begin
  if by_actor <> 'officer:' || whose or not exists (
    select from auth.absence join auth.officer on officer.id = absence.officer
    where absence.id = which and officer.id = whose and officer.active and status = 'held'
      and deputy is null and from_at <= instant and until_at > instant)
  then
    perform auth.check_may_end_absence(by_actor, instant, whose, which);
  end if;
  update auth.absence set status = 'ended', ended_by = by_actor, ended_at = instant
  where id = which and officer = whose and status <> 'ended';
end $function$
;

CREATE OR REPLACE FUNCTION auth.invite_staff(by_actor text, instant timestamp with time zone, whose uuid, hash bytea, until timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'auth', 'pg_temp'
AS $function$
begin
  if not auth.may_keep_staff(by_actor, whose, instant) then
    raise insufficient_privilege using message = 'may not invite this officer';
  end if;
  if by_actor <> 'command' and exists (select from auth.officer where id = whose and active)
    and not exists (select from auth.recovery where officer = whose and given_by = by_actor
      and asked_by <> by_actor and given_at > instant - interval '10 minutes') then
    raise insufficient_privilege using message = 'a second administrator is needed';
  end if;
  delete from auth.invitation where officer = whose and used_at is null;
  insert into auth.invitation (token_hash, officer, made_at, open_until)
  values (hash, whose, instant, until);
end $function$
;

CREATE OR REPLACE FUNCTION auth.join_staff(hash bytea, account_iss text, account_sub text, instant timestamp with time zone)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'auth', 'pg_temp'
AS $function$
declare
  whose uuid;
begin
  select officer into whose from auth.invitation
  where token_hash = hash and used_at is null and open_until > instant for update;
  if whose is null or exists (select from auth.officer
    where iss = account_iss and sub = account_sub and id <> whose) then
    return null;
  end if;
  update auth.officer set iss = account_iss, sub = account_sub, active = true, updated_at = instant
  where id = whose and left_at is null;
  if not found then
    return null;
  end if;
  update auth.invitation set used_at = instant where token_hash = hash;
  delete from auth.passkey where officer = whose;
  with ended as (
    delete from auth.session where officer = whose
    returning least(idle_until, ends_at, instant) as at)
  insert into auth.signed_out (officer, at)
  select whose, max(at) from ended having count(*) > 0
  on conflict (officer) do update set at = greatest(signed_out.at, excluded.at);
  return whose;
end $function$
;

CREATE OR REPLACE FUNCTION auth.keep_recoveries(by_actor text, instant timestamp with time zone, whose uuid, recoveries jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'auth', 'pg_temp'
AS $function$
begin
  if not auth.may_keep_staff(by_actor, whose, instant) then
    raise insufficient_privilege using message = 'may not change this officer';
  end if;
  insert into auth.recovery as v (id, officer, status, asked_by, asked_at, given_by, given_at,
    ended_by, ended_at)
  select r.id, whose, r.status, r."askedBy", r."askedAt", r."givenBy", r."givenAt", r."endedBy",
    r."endedAt"
  from jsonb_to_recordset(recoveries) as r(id uuid, status text, "askedBy" text,
    "askedAt" timestamptz, "givenBy" text, "givenAt" timestamptz, "endedBy" text,
    "endedAt" timestamptz)
  on conflict (id) do update set status = excluded.status, given_by = excluded.given_by,
    given_at = excluded.given_at, ended_by = excluded.ended_by, ended_at = excluded.ended_at
  where v.officer = whose;
end $function$
;

CREATE OR REPLACE FUNCTION auth.keep_staff(by_actor text, instant timestamp with time zone, member jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'auth', 'pg_temp'
AS $function$
declare
  whose uuid := (member ->> 'id')::uuid;
begin
  if not auth.may_keep_staff(by_actor, whose, instant) then
    raise insufficient_privilege using message = 'may not change this officer';
  end if;
  insert into auth.officer as o (id, iss, sub, name, email, authority, networks, national_id,
    active, left_at, created_at, updated_at)
  select whose, 'urn:hamwe:invited', whose::text, m.name, m.email, m.authority,
    coalesce(m.networks, '{}'), m."nationalId", false, null, instant, instant
  from jsonb_to_record(member) as m(name text, email text, authority text, networks text[],
    "nationalId" text)
  on conflict (id) do nothing;
  update auth.officer set name = m.name, email = m.email, authority = m.authority,
    networks = coalesce(m.networks, '{}'), national_id = m."nationalId",
    active = (m.standing = 'active'),
    iss = case when m.standing = 'invited' then 'urn:hamwe:invited' else iss end,
    sub = case when m.standing = 'invited' then whose::text else sub end,
    left_at = case when m.standing = 'left' then coalesce(left_at, instant) end,
    updated_at = instant
  from jsonb_to_record(member) as m(name text, email text, authority text, networks text[],
    "nationalId" text, standing text)
  where id = whose;
  insert into auth.held_role as h (id, officer, role, offices, services, from_at, until_at, status,
    asked_by, asked_at, given_by, given_at, ended_by, ended_at)
  select r.id, whose, r.role, r.offices, r.services, r."fromAt", r."untilAt", r.status, r."askedBy",
    r."askedAt", r."givenBy", r."givenAt", r."endedBy", r."endedAt"
  from jsonb_to_recordset(member -> 'roles') as r(id uuid, role text, offices text[],
    services text[], "fromAt" timestamptz, "untilAt" timestamptz, status text, "askedBy" text,
    "askedAt" timestamptz, "givenBy" text, "givenAt" timestamptz, "endedBy" text,
    "endedAt" timestamptz)
  on conflict (id) do update set status = excluded.status, until_at = excluded.until_at,
    given_by = excluded.given_by, given_at = excluded.given_at, ended_by = excluded.ended_by,
    ended_at = excluded.ended_at
  where h.officer = whose;
  insert into auth.absence as a (id, officer, deputy, from_at, until_at, status, asked_by, asked_at,
    given_by, given_at, ended_by, ended_at)
  select r.id, whose, r.deputy, r."fromAt", r."untilAt", r.status, r."askedBy", r."askedAt",
    r."givenBy", r."givenAt", r."endedBy", r."endedAt"
  from jsonb_to_recordset(member -> 'absences') as r(id uuid, deputy uuid, "fromAt" timestamptz,
    "untilAt" timestamptz, status text, "askedBy" text, "askedAt" timestamptz, "givenBy" text,
    "givenAt" timestamptz, "endedBy" text, "endedAt" timestamptz)
  on conflict (id) do update set status = excluded.status, until_at = excluded.until_at,
    given_by = excluded.given_by, given_at = excluded.given_at, ended_by = excluded.ended_by,
    ended_at = excluded.ended_at
  where a.officer = whose;
end $function$
;

CREATE OR REPLACE FUNCTION auth.may_keep_staff(by_actor text, whose uuid, instant timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'auth', 'pg_temp'
AS $function$ select case
     when by_actor like 'officer:%' then by_actor <> 'officer:' || whose and exists (
       select from auth.officer admin, auth.roles_at(admin.id, instant) held
       where admin.id = substr(by_actor, 9)::uuid and admin.active
         and held.role = 'administrator')
     when by_actor like 'client:%' then not exists (
       select from auth.held_role where officer = whose and role = 'administrator'
         and status <> 'ended')
     else pg_has_role(session_user, 'hamwe_owner', 'member') end $function$
;

CREATE OR REPLACE FUNCTION auth.plan_absence(by_actor text, instant timestamp with time zone, whose uuid, planned jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'auth', 'pg_temp'
AS $function$
declare
  a auth.absence := jsonb_populate_record(null::auth.absence, planned);
begin
  if not auth.may_keep_staff(by_actor, whose, instant) then
    if not auth.supervises(by_actor, whose, instant) then
      raise insufficient_privilege using message = 'may not plan the leave of this officer';
    end if;
    if a.deputy is not null and a.status <> 'asked' then
      raise insufficient_privilege using message = 'an administrator confirms a deputy';
    end if;
  end if;
  insert into auth.absence (id, officer, deputy, from_at, until_at, status, asked_by, asked_at,
    given_by, given_at)
  values (a.id, whose, a.deputy, a.from_at, a.until_at, a.status, by_actor, instant,
    case when a.status = 'held' then by_actor end, case when a.status = 'held' then instant end);
end $function$
;

CREATE OR REPLACE FUNCTION auth.remove_passkey(proof bytea, instant timestamp with time zone, passkey text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'auth', 'pg_temp'
AS $function$
declare
  whose uuid;
begin
  select session.officer into whose from auth.session join auth.passkey p on p.officer = session.officer
  where id_hash = proof and ends_at > instant and proved_at > instant - interval '15 minutes'
    and p.id = passkey;
  if whose is null then
    return false;
  end if;
  perform from auth.officer where id = whose for update;
  if (select count(*) from auth.passkey where officer = whose) = 1
    and exists (select from auth.officer where id = whose and iss = 'urn:hamwe:passkey') then
    return false;
  end if;
  delete from auth.passkey where id = passkey;
  return true;
end $function$
;

CREATE OR REPLACE FUNCTION auth.roles_at(whose uuid, instant timestamp with time zone)
 RETURNS TABLE(role text, offices text[], services text[], deputy_for uuid)
 LANGUAGE sql
 STABLE
AS $function$ select role, offices, services, null::uuid from auth.held_role
   where officer = whose and status = 'held'
     and coalesce(from_at <= instant, true) and coalesce(until_at > instant, true)
   union all
   select held.role, held.offices, held.services, held.officer
   from auth.absence join auth.held_role held on held.officer = absence.officer
   where absence.deputy = whose and absence.status = 'held'
     and absence.from_at <= instant and absence.until_at > instant
     and held.status = 'held' and held.role <> 'administrator'
     and coalesce(held.from_at <= instant, true) and coalesce(held.until_at > instant, true) $function$
;

CREATE OR REPLACE FUNCTION auth.supervises(by_actor text, whose uuid, instant timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'auth', 'pg_temp'
AS $function$
  select by_actor like 'officer:%' and by_actor <> 'officer:' || whose and exists (
    select from auth.officer boss, auth.officer colleague, auth.roles_at(boss.id, instant) held
    where 'officer:' || boss.id = by_actor and boss.active and held.role = 'supervisor'
      and colleague.id = whose and colleague.active and colleague.authority = boss.authority)
$function$
;

CREATE OR REPLACE FUNCTION cases.empty_infected(file_id uuid, virus text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'cases', 'pg_temp'
AS $function$ update cases.file set content = '', infected = virus, held_since = null
   where id = file_id and held_since is not null $function$
;

CREATE OR REPLACE FUNCTION credentials.erase_over(erased timestamp with time zone, today text)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'credentials', 'pg_temp'
AS $function$ with gone as (
     update credentials.credential set claims = '[]', statement = null, salt = null,
       design = null, cwt = null, content = null, erased_at = erased
     where case_erased and erased_at is null
       and (revoked_at is not null or expires_at < erased or valid_until < today)
     returning 1)
   select count(*)::int from gone $function$
;

CREATE OR REPLACE FUNCTION events.unless_changed(boolean)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
begin
  if $1 is not true then
    raise exception 'changed since it was read' using errcode = 'HW409';
  end if;
  return true;
end $function$
;

CREATE OR REPLACE FUNCTION notes.about(asked_side text, asked_subject text)
 RETURNS TABLE(id uuid, author text, text text, at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'notes', 'pg_temp'
AS $function$ select id, author, text, at from notes.note
   where side = asked_side and subject = asked_subject order by at desc, id limit 200 $function$
;

CREATE OR REPLACE FUNCTION notes.erase(old_id uuid, own_side text, by_author text)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'notes', 'pg_temp'
AS $function$ with erased as (delete from notes.note
     where id = old_id and side = own_side and author = by_author returning 1)
   select count(*)::int from erased $function$
;

CREATE OR REPLACE FUNCTION notes.write(new_id uuid, own_side text, about text, by_author text, words text, written timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'notes', 'pg_temp'
AS $function$ begin
  insert into notes.note (id, side, subject, author, text, at)
  values (new_id, own_side, about, by_author, words, written) on conflict (id) do nothing;
exception when others then
  raise exception 'the note was not written' using errcode = sqlstate;
end $function$
;

CREATE OR REPLACE FUNCTION payments.require_balance()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  checked bigint := case when tg_table_name = 'entry' then (to_jsonb(new) ->> 'id')::bigint else (to_jsonb(new) ->> 'entry_id')::bigint end;
begin
  if not exists (select from payments.posting where entry_id = checked) or exists (
    select from payments.posting where entry_id = checked group by currency having sum(amount_minor) <> 0
  ) then
    raise exception 'entry % of the books does not balance', checked using errcode = 'check_violation';
  end if;
  return null;
end $function$
;
