import type { Account, CaseAfter } from "../cases/index.ts";
import type { PreparedCertificate } from "../credentials/index.ts";
import type { Result } from "../kernel/index.ts";
import type { Message } from "../messages/index.ts";
import type { PreparedBill } from "../payments/index.ts";
import { personById } from "../platform/auth/index.ts";
import { type Sql, together } from "../platform/db/index.ts";
import type { Consequences } from "../platform/events/index.ts";
import type { JobSpec } from "../platform/jobs/index.ts";
import { anyAgencyOf } from "../programs/index.ts";
import { consequencesOfPayment } from "../reactions.ts";
import type { ActDeps } from "./deps.ts";
import { billFor, interimFor, paperFor } from "./issue.ts";
import { messageFor, type Notice } from "./tell.ts";

export type AtOnceDeps = Pick<
  ActDeps,
  "sql" | "clock" | "calendar" | "catalogue" | "payments" | "credentials" | "messages" | "i18n"
>;

/** What one job adds to the transaction of its act. */
interface Collected {
  readonly jobs: JobSpec[];
  readonly messages: Message[];
  readonly writes: ((tx: Sql) => readonly PromiseLike<unknown>[])[];
  /** Whether a paper is among it, which is signed once all is committed. */
  papers: boolean;
}

/**
 * Bills, messages and papers are functions of the events alone: they become rows of the act's own
 * transaction. A paper is signed after it, as the signer looks its decision up. Everything else is
 * a job, and so is what cannot be made now (a fault in a text, a missing key): as a job it fails by
 * itself, is logged and tried again.
 */
export async function atOnce(
  deps: AtOnceDeps,
  jobs: readonly JobSpec[],
  after: CaseAfter,
): Promise<Consequences> {
  // What is read for several of them is read together.
  const reading = { ...deps, sql: together(deps.sql) };
  let account: Promise<Account | undefined> | undefined;
  const accountOf = () => {
    account ??= readAccount(reading.sql, after);
    return account;
  };
  const at: Collecting = { deps: reading, after, accountOf };
  const each = await Promise.all(jobs.map((job) => collectOr(at, job)));
  const messages = each.flatMap((one) => one.messages);
  const writes = each.flatMap((one) => one.writes);
  return {
    jobs: each.flatMap((one) => one.jobs),
    rows: (tx) => [
      ...(messages.length > 0 ? [deps.messages.add(tx, messages)] : []),
      ...writes.flatMap((write) => write(tx)),
    ],
    committed: () => {
      if (messages.length > 0) deps.messages.nudge();
      if (each.some(({ papers }) => papers)) deps.credentials.nudge();
    },
  };
}

interface Collecting {
  readonly deps: Omit<AtOnceDeps, "sql"> & { readonly sql: Sql };
  readonly after: CaseAfter;
  /** Where the person's account is written to. */
  readonly accountOf: () => Promise<Account | undefined>;
}

async function readAccount(sql: Sql, { account, state }: CaseAfter): Promise<Account | undefined> {
  const id = state.submitted?.person;
  return account ?? (id ? personById(sql, id) : undefined);
}

/** What one job comes to, or the job itself where it cannot be done now. */
async function collectOr(at: Collecting, job: JobSpec): Promise<Collected> {
  const nothing = (): Collected => ({ jobs: [], messages: [], writes: [], papers: false });
  const collected = nothing();
  const done = await collect(at, job, collected).catch(() => false);
  return done ? collected : { ...nothing(), jobs: [job] };
}

/** @returns false where it stays a job */
async function collect(at: Collecting, job: JobSpec, into: Collected): Promise<boolean> {
  const { deps, after } = at;
  if (job.runAt) return false;
  switch (job.task) {
    case "notify":
      into.messages.push(...(await messages(at, job.payload)));
      return true;
    case "issue-bill":
      return collectBill(at, job.payload.fee, into);
    case "issue-paper": {
      const placing = placeOf(at, after.definition.output?.id);
      const paper = await paperFor(deps, after);
      if (paper) await addPaper(deps.credentials.prepare(paper.order, placing), paper.jobs, into);
      return true;
    }
    case "issue-interim": {
      const instant = after.at.toISOString();
      const placing = placeOf(at, job.payload.paper);
      const { order, jobs } = await interimFor(deps, after, job.payload.paper, instant);
      await addPaper(deps.credentials.prepare(order, placing), jobs, into);
      return true;
    }
    case "agencies.tell":
      return !(await anyAgencyOf(deps.sql, after.state.tasks));
    case "go-on-journey":
      return !after.isStep;
    default:
      return false;
  }
}

/** The place of a paper, asked for in one go with who signed it. */
function placeOf({ deps, after }: Collecting, documentType: string | undefined) {
  if (documentType === undefined) return undefined;
  const { authority } = after.definition;
  const placing = deps.credentials.findPlace({ authority, documentType }, deps.sql);
  // Where there turns out to be no paper, nobody waits for it.
  placing.catch(() => undefined);
  return placing;
}

async function messages({ deps, after, accountOf }: Collecting, notice: Notice) {
  const message = messageFor(deps, after, await accountOf(), notice);
  return message ? deps.messages.compose(message) : [];
}

/** A bill, and what its person is told of it. */
async function collectBill(at: Collecting, fee: string, into: Collected): Promise<boolean> {
  const { deps, after } = at;
  const order = billFor(deps, after, fee);
  if (!order) return true;
  const bill: PreparedBill = prepared(deps.payments.prepare(order));
  const { timeZone } = deps.calendar();
  const reactions = bill.events.flatMap((event) => consequencesOfPayment(event, timeZone));
  const about: Message[] = [];
  for (const job of reactions) {
    if (job.task !== "notify") throw new Error(`${job.task} does not follow from a new bill`);
    about.push(...(await messages(at, job.payload)));
  }
  into.messages.push(...about);
  into.jobs.push(...bill.jobs);
  into.writes.push(bill.rows);
  return true;
}

async function addPaper(
  preparing: Promise<Result<PreparedCertificate>>,
  jobs: readonly JobSpec[],
  into: Collected,
): Promise<void> {
  into.writes.push(prepared(await preparing).rows);
  into.papers = true;
  into.jobs.push(...jobs);
}

function prepared<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`refused: ${result.refusal.code}`);
}
