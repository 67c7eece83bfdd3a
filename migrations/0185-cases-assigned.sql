-- A supervisor gives work to a named colleague, who is told on their list by whom. Servers of before
-- may not run beside it once work is assigned: they do not know the event.
alter table cases.task add column assigned_by text;
comment on column cases.task.assigned_by is
  'The supervisor who gave it to whoever has claimed it; null: they took it themselves';
