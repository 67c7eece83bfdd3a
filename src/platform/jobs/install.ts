import { Logger, runMigrations } from "graphile-worker";
import { connect, patient } from "../db/index.ts";

const silent = new Logger(() => () => {});

/**
 * Makes the tables of the queue, or brings them up to date, as owner, and lets the app work with
 * them. Harmless when run again. Comes after `migrate`.
 */
export async function installJobs(ownerUrl: string): Promise<void> {
  await runMigrations({ connectionString: ownerUrl, logger: silent });
  const sql = connect(ownerUrl, 1, { limits: patient });
  try {
    await sql.unsafe(rights);
  } finally {
    await sql.end();
  }
}

/** The library switches row level security on for its tables, which shuts out all but their owner. */
const rights = `
  grant usage on schema graphile_worker to hamwe_app;
  grant select, insert, update, delete on all tables in schema graphile_worker to hamwe_app;
  revoke insert, update, delete on graphile_worker.migrations from hamwe_app;
  grant usage, select on all sequences in schema graphile_worker to hamwe_app;
  grant execute on all functions in schema graphile_worker to hamwe_app;
  comment on schema graphile_worker is 'The job queue; its tables belong to the library graphile-worker';
  do $$
  declare shut record;
  begin
    for shut in
      select relname from pg_class
      where relnamespace = 'graphile_worker'::regnamespace and relrowsecurity
        and not exists (select from pg_policy where polrelid = pg_class.oid and polname = 'hamwe_app')
    loop
      execute format('create policy hamwe_app on graphile_worker.%I to hamwe_app using (true)', shut.relname);
    end loop;
  end $$`;
