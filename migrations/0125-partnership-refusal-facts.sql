-- Why our register could not take over a fact is told with its particulars, such as the paragraph
-- that has no text. Rows from before have none until they are tried again.
-- Old servers may run beside it: they write no particulars.
alter table partnership.position add column refusal_facts jsonb;
comment on column partnership.position.refusal_facts is
  'What the words of the refusal name, such as the paragraph; null: nothing';
