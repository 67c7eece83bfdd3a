-- Commitments of the partnership, the posts that own them, and the links by which their owners
-- answer without signing in. Events stay the history of each commitment; these tables are what pages
-- read. Servers of before may run beside it: they do not know them.
create table partnership.working_group (
  id    text  primary key,
  title jsonb not null
);
comment on table partnership.working_group is 'Joint working groups: who follows a commitment';
grant select, insert, update on partnership.working_group to hamwe_app;

create table partnership.post (
  id           text  primary key,
  side         text  not null,
  title        jsonb not null,
  role         text  not null check (role in ('owner', 'co-chair', 'head', 'desk')),
  group_id     text  references partnership.working_group,
  deputy       text  references partnership.post,
  leave_from   date,
  leave_until  date,
  holder_since date,
  name         text,
  email        text,
  phone        text,
  lang         text,
  constraint post_leave check ((leave_from is null) = (leave_until is null)),
  constraint post_holder check ((holder_since is null) = (name is null))
);
comment on table partnership.post is
  'Owners of commitments: a post, whoever holds it; vacant where it has no holder';
comment on column partnership.post.name is 'Of the holder; personal, so never in an event';
create index post_group on partnership.post (group_id, role);
grant select, insert, update on partnership.post to hamwe_app;

create table partnership.commitment (
  id          text        primary key,
  phase       text        not null,
  group_id    text,
  instrument  text,
  deadline    date        not null,
  -- First day on which everybody may read it; null where they may not.
  public_from date,
  -- Side whose answer a proposal waits for, and the day after which silence answers.
  waits_for   text,
  silence_after date,
  words       text        not null,
  state       jsonb       not null,
  version     int         not null,
  changed_at  timestamptz not null
);
comment on table partnership.commitment is 'Each commitment as its events tell it';
comment on column partnership.commitment.words is 'Its text in every language, in lower case, for search';
create index commitment_deadline on partnership.commitment (phase, deadline, id);
create index commitment_instrument on partnership.commitment (instrument);
create index commitment_silence on partnership.commitment (silence_after)
  where silence_after is not null;
grant select, insert, update on partnership.commitment to hamwe_app;

create table partnership.commitment_side (
  commitment  text not null references partnership.commitment,
  side        text not null,
  owner       text,
  status      text,
  reported_on date,
  -- The question that waits: when it was sent, and by when an answer was asked for.
  ask         text,
  asked_on    date,
  due         date,
  unanswered  int  not null,
  primary key (commitment, side)
);
comment on table partnership.commitment_side is 'What each side says of its own part, last';
create index commitment_side_owner on partnership.commitment_side (owner, commitment);
create index commitment_side_due on partnership.commitment_side (due) where due is not null;
grant select, insert, update on partnership.commitment_side to hamwe_app;

create table partnership.update_link (
  id         uuid        primary key,
  commitment text        not null references partnership.commitment,
  side       text        not null,
  ask        text        not null,
  post       text        not null references partnership.post,
  -- Who held the post when it was sent: a link outlives no hand-over.
  held_since date        not null,
  sent_at    timestamptz not null,
  expires_on date        not null,
  -- Hash of what the first browser that opened it was given; another one is refused.
  opened_by  bytea,
  opened_at  timestamptz,
  used_at    timestamptz,
  replaced_at timestamptz
);
comment on table partnership.update_link is
  'Links by which an owner answers the monthly question once, without signing in';
create index update_link_ask on partnership.update_link (ask, sent_at);
grant select, insert, update on partnership.update_link to hamwe_app;
