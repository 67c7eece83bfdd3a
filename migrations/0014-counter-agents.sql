-- Agents outside the halls: a badge that anybody can look up, visits by inspectors, and what people say
-- of an agent who asked too much. A suspended badge is invalid from that moment.
create table counter.agent (
  officer      uuid        primary key,
  badge        text        not null,
  issued_at    timestamptz not null,
  suspended_at timestamptz,
  suspended_by uuid,
  constraint agent_badge unique (badge),
  constraint agent_suspended check ((suspended_at is null) = (suspended_by is null))
);
comment on table counter.agent is 'The badge of everybody who serves people outside the halls';
grant select, insert on counter.agent to hamwe_app;
grant update (suspended_at, suspended_by) on counter.agent to hamwe_app;

create table counter.control (
  id        uuid        primary key,
  agent     uuid        not null references counter.agent (officer),
  inspector uuid        not null,
  at        timestamptz not null,
  finding   text        not null,
  note      text        not null,
  suspended boolean     not null,
  constraint control_finding check (finding in ('in-order', 'tariff-not-shown', 'overcharged', 'no-consent', 'reinstated')),
  constraint control_not_itself check (inspector <> agent)
);
comment on table counter.control is 'A visit of an inspector to an agent: what was found and whether the badge was suspended';
create index control_of_agent on counter.control (agent, at);
grant select, insert on counter.control to hamwe_app;

create table counter.report (
  id           uuid        primary key,
  agent        uuid        not null references counter.agent (officer),
  at           timestamptz not null,
  asked_minor  bigint,
  text         text        not null,
  phone        text,
  constraint report_asked check (asked_minor >= 0)
);
comment on table counter.report is 'What somebody says of an agent: how much was asked, and how we may reach him';
create index report_of_agent on counter.report (agent, at);
grant select, insert on counter.report to hamwe_app;
