import {
  connect,
  type Pool,
  pendingMigrations,
  pendingText,
  purposeOf,
  requireLeastRights,
  requirePurpose,
  requireSignerRights,
} from "../../src/platform/db/index.ts";
import { administrator } from "../../src/staff/index.ts";
import { type Finding, findingsOf, reasonOf } from "./finding.ts";

interface Settings {
  readonly number: string;
  readonly version: string;
  readonly encoding: string;
  readonly fsync: string;
  readonly commit: string;
  readonly pages: string;
  readonly archiving: string;
  readonly connections: string;
  readonly now: Date;
  readonly gist: boolean;
  readonly encrypted: boolean;
}

/** PostgreSQL and what is in it, by the login of the server. */
export async function lookAtDatabase(url: string, migrations: string): Promise<Finding[]> {
  const says = findingsOf("database");
  const sql = connect(url, 1);
  try {
    await lookAtServer(sql, url, says);
    const look = async (what: string, act: () => Promise<void>) =>
      act().then(
        () => says.good(what),
        (error) => says.wrong(reasonOf(error)),
      );
    await look("the login may serve, and no more", () => requireLeastRights(sql));
    const pending = await pendingMigrations(sql, migrations);
    says.must(
      pending.length === 0,
      "in the shape of this version",
      `pending are ${pendingText(pending)}: npm run migrate`,
    );
    if (pending.length > 0) return says.all;
    await look("is for production", async () => requirePurpose(await purposeOf(sql), "production"));
    return [...says.all, ...(await lookAtStaff(sql))];
  } catch (error) {
    says.wrong(reasonOf(error));
    return says.all;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function lookAtServer(sql: Pool, url: string, says: ReturnType<typeof findingsOf>) {
  const [row] = await sql<Settings[]>`
    select current_setting('server_version_num') as number,
      current_setting('server_version') as version,
      current_setting('server_encoding') as encoding, current_setting('fsync') as fsync,
      current_setting('synchronous_commit') as commit,
      current_setting('full_page_writes') as pages,
      current_setting('archive_mode') as archiving,
      current_setting('max_connections') as connections, clock_timestamp() as now,
      exists (select from pg_extension where extname = 'btree_gist')
        or exists (select from pg_available_extensions where name = 'btree_gist') as gist,
      exists (select from pg_stat_ssl where pid = pg_backend_pid() and ssl) as encrypted`;
  if (!row) return says.wrong("PostgreSQL does not say who it is");
  says.must(
    Number(row.number) >= 150_000,
    `PostgreSQL ${row.version}`,
    `PostgreSQL ${row.version}: 15 or later is needed`,
  );
  says.must(row.encoding === "UTF8", "UTF8", `encoding ${row.encoding}: UTF8 is needed`);
  for (const [name, value] of [
    ["fsync", row.fsync],
    ["full_page_writes", row.pages],
  ] as const)
    says.must(value === "on", `${name} is on`, `${name} is ${value}: a power cut loses files`);
  says.must(
    row.commit !== "off",
    `synchronous_commit is ${row.commit}`,
    "synchronous_commit is off: a crash loses what was acknowledged",
  );
  says.must(row.gist, "btree_gist", "the extension btree_gist is not installed (contrib)");
  const apart = Math.abs(row.now.getTime() - Date.now()) / 1000;
  says.should(apart < 2, "same time as here", `its clock differs by ${Math.round(apart)} s`);
  says.should(
    row.archiving !== "off",
    "WAL is archived",
    "archive_mode is off: only the last dump can be restored, no moment between",
  );
  const { hostname } = new URL(url);
  const local = ["", "localhost", "127.0.0.1", "[::1]"].includes(hostname);
  const near = local || hostname.startsWith("%2F");
  says.should(near || row.encrypted, "private", "the way to it is not encrypted: sslmode=require");
}

/** Whether there is anybody who can give others their roles. */
async function lookAtStaff(sql: Pool): Promise<Finding[]> {
  const says = findingsOf("staff");
  const [row] = await sql<{ admins: number; officers: number }[]>`
    select count(*)::int as officers, count(*) filter (where exists (
        select from auth.roles_at(each.id, now()) held where held.role = ${administrator}
      ))::int as admins
    from auth.officer each where active`;
  const { admins = 0, officers = 0 } = row ?? {};
  if (admins === 0) says.wrong("no administrator: npm run admin -- invite EMAIL, for two people");
  else says.should(admins > 1, `${admins} administrators`, "one administrator: two are needed");
  says.should(officers > admins, `${officers} officers`, "nobody but administrators works here");
  return says.all;
}

/** The login of the signer that the server starts. */
export async function lookAtSignerLogin(url: string): Promise<Finding[]> {
  const says = findingsOf("signer");
  const sql = connect(url, 1);
  await requireSignerRights(sql).then(
    () => says.good("its login may read what papers follow from, and no more"),
    (error) => says.wrong(reasonOf(error)),
  );
  await sql.end({ timeout: 1 });
  return says.all;
}
