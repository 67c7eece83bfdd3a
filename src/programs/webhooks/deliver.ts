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
/** Waits after each failure: Standard Webhooks, "Deliverability and reliability". About three days. */
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
/** An address that has answered nothing well for so long is switched off. */
export const failingDays = 5;

/** What a reaction knows of an event of a case that a program brought. Nothing personal. */
export interface Told {
  readonly client: string;
  readonly caseId: string;
  readonly reference: string;
  readonly type: string;
  /** The version of the case, which tells one occasion from another. */
  readonly occasion: number;
}

declare module "../../platform/jobs/index.ts" {
  interface Jobs {
    readonly "api.tell": Told;
    readonly "api.deliver": { readonly client: string };
  }
}

/**
 * Tells a program everything that is due. One job for each program, and never two at once: a server that
 * hangs keeps nobody waiting but its own. Asked again, the job comes at the later asked time, so whoever
 * runs it looks when the next try is due.
 */
export const deliveryJob = (client: string, runAt?: Date): JobSpec => ({
  task: "api.deliver",
  lane: "programs",
  payload: { client },
  key: `api.deliver:${client}`,
  queue: `api.deliver:${client}`,
  ...(runAt && { runAt }),
});

/** What the job queue runs for programs. Both may run twice. */
export const deliveryTasks = (needs: DeliverNeeds): TasksOf<"api.tell" | "api.deliver"> => ({
  "api.tell": (told) => tell(needs, told),
  "api.deliver": ({ client }) => deliverAll(needs, client),
});

/** Writes one delivery for each address that wants to know; for one that is switched off it is held. */
async function tell({ sql, clock }: DeliverNeeds, told: Told): Promise<void> {
  const { client, caseId, reference } = told;
  const type = eventName(told.type);
  const now = clock();
  // Also where the program's server, or ours, fell over between sending and writing down who sent.
  await keepBrought(sql, now, { caseId, client, reference });
  if (!type) return;
  const hooks = await webhooksOf(sql, client);
  const message = `msg_${idFrom(caseId, String(told.occasion), type).replaceAll("-", "")}`;
  const data = { application: caseId, reference };
  const body = JSON.stringify({ type, timestamp: now.toISOString(), data });
  await transaction(sql, async (tx) => {
    let waiting = false;
    for (const hook of hooks) {
      if (hook.events.length > 0 && !hook.events.includes(type)) continue;
      const state = hook.disabledAt ? "held" : "waiting";
      const id = newId();
      const told = { id, webhook: hook.id, subject: caseId, message, type, body } as const;
      const added = await addDelivery(tx, { ...told, state, createdAt: now });
      waiting ||= added && state === "waiting";
    }
    if (waiting) await enqueue(tx, [deliveryJob(client)]);
  });
}

/** So many are looked for at once, and so many are told by one job before others have their turn. */
const batch = { size: 50, most: 500 } as const;

/**
 * Tells what is due, one after the other, the oldest of each subject first. Of one subject nothing is told
 * before what came earlier has arrived or was given up: a receiver never hears of a decision before it
 * heard of the application. What is due later schedules this job again.
 */
async function deliverAll(needs: DeliverNeeds, client: string): Promise<void> {
  const { sql, clock } = needs;
  for (let told = 0; told < batch.most; ) {
    const heads = await findDue(sql, client, clock(), batch.size);
    for (const due of heads) await deliver(needs, due);
    if (heads.length === 0) return schedule(needs, client);
    told += heads.length;
  }
  await enqueue(sql, [deliveryJob(client)]);
}

async function schedule({ sql }: DeliverNeeds, client: string): Promise<void> {
  const next = await nextTry(sql, client);
  if (next) await enqueue(sql, [deliveryJob(client, next)]);
}

/** One try. What comes of it is written down in one transaction. */
async function deliver(needs: DeliverNeeds, due: Due): Promise<void> {
  const status = due.disabledAt ? undefined : await tried(needs, due);
  const now = needs.clock();
  await transaction(needs.sql, async (tx) => {
    if (status !== undefined && status >= 200 && status < 300)
      await delivered(tx, due, status, now);
    else await failed(tx, due, status, now);
  });
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
