import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { attachFile } from "../src/cases/files.ts";
import type { PersonId } from "../src/kernel/index.ts";
import type { Pool } from "../src/platform/db/index.ts";
import type { Figure } from "./figure.ts";
import { addCases } from "./load.ts";
import { sendAll } from "./requests.ts";
import type { Stage } from "./stage.ts";
import { cpuOfJobs } from "./stage.ts";
import { sending, several } from "./submit.ts";

/** Applications that are really sent, with their bills and messages. */
const sent = 1000;

/** Papers that are uploaded, each as large as a scanned page, and as a scan they do not shrink. */
const papers = { count: 100, bytes: 300_000 };

interface Bytes {
  readonly tables: number;
  readonly indexes: number;
  readonly wal: number;
}

async function upload({ sql, drafts }: Stage): Promise<void> {
  const draft = drafts.at(-1);
  if (!draft) throw new Error("more drafts are needed");
  for (let count = 0; count < papers.count; count++) {
    const content = randomBytes(papers.bytes);
    const sha256 = createHash("sha256").update(content).digest("hex");
    const file = { document: "paper", name: "paper.pdf", mediaType: "application/pdf" };
    const folder = { draftId: draft.id };
    const whole = { ...file, sha256, content };
    await attachFile(sql, new Date(), draft.person as PersonId, folder, whole);
  }
}

/** What lies on the disk now, and how much has ever been written to the log. */
async function bytesNow(sql: Pool): Promise<Bytes> {
  await sql.unsafe("vacuum analyze");
  const [bytes] = await sql<Bytes[]>`
    select sum(pg_table_size(oid))::float8 as tables, sum(pg_indexes_size(oid))::float8 as indexes,
      (pg_current_wal_insert_lsn() - '0/0')::float8 as wal
    from pg_class
    where relkind in ('r', 'm')
      and relnamespace::regnamespace::text !~ '^(pg_|information_schema)'`;
  if (!bytes) throw new Error("PostgreSQL says no sizes");
  return bytes;
}

/** What some work added, for each of so many. */
async function added(sql: Pool, count: number, name: string, work: () => Promise<unknown>) {
  const before = await bytesNow(sql);
  await work();
  const after = await bytesNow(sql);
  const kilobytes = (of: keyof Bytes) => (after[of] - before[of]) / count / 1000;
  return [
    { name: `sizing.${name}`, value: kilobytes("tables") + kilobytes("indexes"), unit: "kB" },
    { name: `sizing.${name}.indexes`, value: kilobytes("indexes"), unit: "kB" },
    { name: `sizing.${name}.wal`, value: kilobytes("wal"), unit: "kB" },
  ];
}

/** proc(5): what of a process is in memory now, shared pages included. */
function memoryOf(pid: number): number {
  const [, kilobytes] =
    /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return (Number(kilobytes) * 1024) / 1e6;
}

/**
 * How large a government's machines have to be: bytes of a case whose whole history is there, of
 * one that was just sent and of a paper, memory and connections. Nothing here depends on
 * how busy the machine is.
 */
export async function benchSizing(stage: Stage, cases: number): Promise<Figure[]> {
  const { sql, server, worker } = stage;
  const ofCase = await added(sql, cases, "case", () => addCases(sql, cases));
  const ofSent = await added(sql, sent, "sent", async () => {
    await sendAll(server.url, await several(() => sending(stage), sent));
    await cpuOfJobs(stage);
  });
  const ofPaper = await added(sql, papers.count, "paper", () => upload(stage));
  const [row] = await sql<{ open: number }[]>`
    select count(*)::int as open from pg_stat_activity
    where datname = current_database() and usename <> 'postgres'`;
  return [
    ...ofCase,
    ...ofSent,
    ...ofPaper,
    { name: "sizing.server.memory", value: memoryOf(server.pid), unit: "MB" },
    { name: "sizing.worker.memory", value: memoryOf(worker.pid), unit: "MB" },
    { name: "sizing.connections", value: row?.open ?? Number.NaN, unit: "of both together" },
  ];
}
