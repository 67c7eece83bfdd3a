-- The people of a breach are chosen by what is known of it: who applied on some days, whose files an
-- officer or a program read, whose files were exported, or a list of applications. Servers of before
-- may run beside it: choose otherwise than by days only once all of them are new.
alter table privacy.breach_notice
  add column kind text not null default 'applied',
  add column seen_by text, add column seen_from timestamptz, add column seen_until timestamptz,
  add column refs text[],
  alter column sent_from drop not null, alter column sent_until drop not null,
  add constraint breach_notice_people check (case kind
    when 'applied' then num_nonnulls(sent_from, sent_until) = 2
    when 'seen' then num_nonnulls(seen_by, seen_from, seen_until) = 3
    when 'exported' then num_nonnulls(seen_from, seen_until) = 2
    when 'listed' then refs is not null
    else false end),
  add constraint breach_notice_times check (seen_from <= seen_until);
comment on column privacy.breach_notice.kind is 'Whom it is about: applied, seen, exported, listed';
comment on column privacy.breach_notice.seen_by is 'Officer or program that read files from seen_from to seen_until';
comment on column privacy.breach_notice.refs is 'Numbers of the applications whose applicants it is about';
grant insert (kind, seen_by, seen_from, seen_until, refs),
  update (kind, seen_by, seen_from, seen_until, refs) on privacy.breach_notice to hamwe_app;
