import type { Pool, Sql } from "../../platform/db/index.ts";
import { newId, transaction } from "../../platform/db/index.ts";
import { enqueue, type JobSpec, type TasksOf } from "../../platform/jobs/index.ts";
import { keepBrought } from "../applications.ts";
import { idFrom } from "../digest.ts";
import { eventName } from "../event-names.ts";
import type { Seal } from "../seal.ts";
import { urlFor } from "./address.ts";
import { addDelivery, type Due, endTry, findDue, nextTry } from "./deliveries.ts";
import { post } from "./post.ts";
import { signatureOf } from "./signature.ts";
import { webhookFails, webhooksOf, webhookWorks } from "./webhooks.ts";

export interface DeliverNeeds {
  readonly sql: Pool;
  readonly clock: () => Date;
  readonly seal: Seal;
  readonly demonstration: boolean;
}

const [second, minute, hour] = [1000, 60_000, 3_600_000];
/**
 * Waits after each failure: Standard Webhooks, "Deliverability and reliability". About three days.
 */
export const waits: readonly number[] = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
];
/** An address that has failed for this long is disabled. */
export const failingDays = 5;

/** An event of a case submitted by a program. Nothing personal. */
export interface Told {
  readonly client: string;
  readonly caseId: string;
  readonly reference: string;
  readonly type: string;
  /** The version of the case, which identifies the event. */
  readonly occasion: number;
}

declare module "../../platform/jobs/index.ts" {
  interface Jobs {
    readonly "api.tell": Told;
    readonly "api.deliver": { readonly client: string };
  }
}

/**
 * Delivers everything that is due to a program. One job per program, so that a hanging server
 * delays only its own. Rescheduling keeps the later time, and the job itself looks for the next due
 * time.
 */
export const deliveryJob = (client: string, runAt?: Date): JobSpec => ({
  task: "api.deliver",
  lane: "programs",
  payload: { client },
  key: `api.deliver:${client}`,
  queue: `api.deliver:${client}`,
  ...(runAt && { runAt }),
});

/** The jobs of programs. Both are idempotent. */
export const deliveryTasks = (needs: DeliverNeeds): TasksOf<"api.tell" | "api.deliver"> => ({
  "api.tell": (told) => tell(needs, told),
  "api.deliver": ({ client }) => deliverAll(needs, client),
});

/** Tells the program that sent an application what has happened to it. */
async function tell({ sql, clock }: DeliverNeeds, told: Told): Promise<void> {
  const { client, caseId, reference } = told;
  const type = eventName(told.type);
  const now = clock();
  // Also after a crash between submitting and recording who submitted.
  await keepBrought(sql, now, { caseId, client, reference });
  if (!type) return;
  await writeDeliveries(sql, now, {
    ...{ client, type, subject: caseId },
    occasion: [caseId, String(told.occasion), type],
    data: { application: caseId, reference },
  });
}

export interface NewMessage {
  readonly client: string;
  readonly type: string;
  /** The application: what is told of it arrives in order. */
  readonly subject: string;
  /** Names the message: the same occasion again is the same message. */
  readonly occasion: readonly string[];
  readonly data: object;
}

/** Writes one delivery for each interested address; for a disabled one it is held. */
export async function writeDeliveries(
  sql: Pool,
  now: Date,
  { client, type, subject, occasion, data }: NewMessage,
): Promise<void> {
  const hooks = await webhooksOf(sql, client);
  const message = `msg_${idFrom(...occasion).replaceAll("-", "")}`;
  const body = JSON.stringify({ type, timestamp: now.toISOString(), data });
  await transaction(sql, async (tx) => {
    let waiting = false;
    for (const hook of hooks) {
      if (hook.events.length > 0 && !hook.events.includes(type)) continue;
      const state = hook.disabledAt ? "held" : "waiting";
      const delivery = { id: newId(), webhook: hook.id, subject, message, type, body } as const;
      const added = await addDelivery(tx, { ...delivery, state, createdAt: now });
      waiting ||= added && state === "waiting";
    }
    if (waiting) await enqueue(tx, [deliveryJob(client)]);
  });
}

/**
 * How many deliveries are read at once, and how many one job makes before others have their turn.
 */
const batch = { size: 50, most: 500 } as const;

/** How many a server that answers is sent at once; one that does not, one after the other. */
const atOnce = 8;

/**
 * Delivers what is due, in order, the oldest of each subject first. A delivery waits until earlier
 * ones of its subject have arrived or were given up, so that a receiver never gets a decision
 * before the application; of different subjects several are on their way. Reschedules itself for
 * what is due later.
 */
async function deliverAll(needs: DeliverNeeds, client: string): Promise<void> {
  const { sql, clock } = needs;
  let width = 1;
  for (let sentCount = 0; sentCount < batch.most; ) {
    const heads = await findDue(sql, client, clock(), batch.size);
    if (heads.length === 0) return schedule(needs, client);
    for (let at = 0; at < heads.length; ) {
      const some = heads.slice(at, at + width);
      const arrived = await Promise.all(some.map((due) => deliver(needs, due)));
      width = arrived.every(Boolean) ? atOnce : 1;
      at += some.length;
    }
    sentCount += heads.length;
  }
  await enqueue(sql, [deliveryJob(client)]);
}

async function schedule({ sql, clock }: DeliverNeeds, client: string): Promise<void> {
  const next = await nextTry(sql, client);
  if (next) await enqueue(sql, [deliveryJob(client, next)]);
  // Whatever came meanwhile asked for this job too, and has just been put off with it.
  const missed = await findDue(sql, client, clock(), 1);
  if (missed.length > 0) await enqueue(sql, [deliveryJob(client)]);
}

/** One attempt, with its result in one transaction. @returns whether it arrived */
async function deliver(needs: DeliverNeeds, due: Due): Promise<boolean> {
  const status = due.disabledAt ? undefined : await tried(needs, due);
  const now = needs.clock();
  const arrived = status !== undefined && status >= 200 && status < 300;
  await transaction(needs.sql, async (tx) => {
    if (arrived) await delivered(tx, due, status, now);
    else await failed(tx, due, status, now);
  });
  return arrived;
}

async function tried({ clock, seal, demonstration }: DeliverNeeds, due: Due) {
  const url = urlFor(due.url, demonstration);
  if (!url) return undefined;
  const seconds = Math.floor(clock().getTime() / 1000);
  const signature = signatureOf(seal.open(due.secret), due.message, seconds, due.body);
  const headers = {
    "content-type": "application/json",
    "user-agent": "Hamwe-Webhooks/1",
    "webhook-id": due.message,
    "webhook-timestamp": String(seconds),
    "webhook-signature": signature,
  };
  return post({ url, headers, body: due.body, demonstration });
}

async function delivered(tx: Sql, { id, webhook }: Due, lastStatus: number, now: Date) {
  await endTry(tx, { id, state: "delivered", lastStatus, nextAt: null, endedAt: now });
  await webhookWorks(tx, webhook);
}

async function failed(tx: Sql, due: Due, status: number | undefined, now: Date) {
  const { id, webhook, disabledAt, tries } = due;
  const lastStatus = status ?? null;
  if (disabledAt) return endTry(tx, { id, state: "held", lastStatus, nextAt: null, endedAt: null });
  const gone = status === 410;
  await webhookFails(tx, webhook, now, new Date(now.getTime() - failingDays * 24 * hour), gone);
  const wait = waits[tries];
  if (wait === undefined || gone)
    return endTry(tx, { id, state: "failed", lastStatus, nextAt: null, endedAt: now });
  const nextAt = new Date(now.getTime() + wait);
  return endTry(tx, { id, state: "waiting", lastStatus, nextAt, endedAt: null });
}
