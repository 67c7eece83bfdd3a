-- The tables of programs belong to the module that serves them, not to the API that maps HTTP. Tables,
-- rights, keys and what is kept stay as they are. An old server names the old schema: it must be stopped
-- before this runs.
alter schema api rename to programs;
comment on schema programs is 'Programs that act for people: clients, tokens, drafts, keys of requests, webhooks';
