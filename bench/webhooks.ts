import { createServer, type Server as Receiver } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { migrate, newId, type Pool } from "../src/platform/db/index.ts";
import { enqueue } from "../src/platform/jobs/index.ts";
import {
  addWebhook,
  deliveryJob,
  keepClient,
  newWebhookSecret,
  scopes,
  sealFor,
  sha256,
} from "../src/programs/index.ts";
import { cpuMs } from "./cpu.ts";
import { type Figure, median } from "./figure.ts";
import { secret, type World } from "./world.ts";

/** A program that was not told for a while: so many applications, each with so many events. */
const [subjects, events] = [100, 4];
/** Deliveries of the same program that failed and wait for their next try. */
const waitingBeside = 100_000;
const rounds = { warm: 1, counted: 3 };
const client = "bench";

/** A receiver that answers at once, and remembers in which order it was told of each subject. */
interface Instant {
  readonly server: Receiver;
  readonly url: string;
  readonly orders: Map<string, number[]>;
  /** Resolves when so many more have come. */
  expect(count: number): Promise<void>;
}

async function instantReceiver(): Promise<Instant> {
  const orders = new Map<string, number[]>();
  let left = 0;
  let done = () => {};
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { subject, place } = JSON.parse(Buffer.concat(chunks).toString());
    orders.set(subject, [...(orders.get(subject) ?? []), place]);
    response.writeHead(204).end();
    left -= 1;
    if (left === 0) done();
  });
  await new Promise<void>((resolve) => void server.listen(0, "localhost", resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}/`;
  const expect = (count: number) => {
    left = count;
    return new Promise<void>((resolve) => {
      done = resolve;
    });
  };
  return { server, url, orders, expect };
}

/** What the program is to be told, the events of one application in order. */
async function addDeliveries(sql: Pool, webhook: string): Promise<void> {
  await sql`
    insert into programs.delivery (id, webhook, subject, message, type, body, state, created_at)
    select uuidv7(interval '1 ms' * e), ${webhook}, subject, gen_random_uuid(),
      'application.submitted', jsonb_build_object('subject', subject, 'place', e), 'waiting', now()
    from (select gen_random_uuid() as subject from generate_series(1, ${subjects}::int)) as s,
      generate_series(1, ${events}::int) as e`;
}

async function addWaiting(sql: Pool, webhook: string): Promise<void> {
  await sql`
    insert into programs.delivery (id, webhook, subject, message, type, body, state, tries,
      next_at, created_at)
    select uuidv7(), ${webhook}, gen_random_uuid(), gen_random_uuid(), 'application.submitted',
      '{}', 'waiting', 1, now() + interval '1 day', now()
    from generate_series(1, ${waitingBeside}::int)`;
  await sql.unsafe("vacuum analyze programs.delivery");
}

async function addHook(sql: Pool, url: string): Promise<string> {
  const at = new Date();
  await keepClient(
    sql,
    { id: client, name: client, scopes, secretHash: sha256(secret), jwks: null },
    at,
  );
  const id = newId();
  const sealed = sealFor({ secret }).close(newWebhookSecret());
  await addWebhook(sql, {
    ...{ id, client, url, events: [], secret: sealed, createdAt: at },
    ...{ failingSince: null, disabledAt: null },
  });
  return id;
}

/** Throws where a receiver heard of a later event of an application before an earlier one. */
function checkOrder({ orders }: Instant): void {
  for (const [subject, order] of orders) {
    const inOrder = order.every((place, index) => place === index + 1);
    if (!inOrder || order.length !== events) throw new Error(`${subject}: ${order.join(", ")}`);
  }
}

/**
 * How fast one program is told what has happened to its applications, by one worker over
 * connections of their own, to a receiver that answers at once: alone, and while many more wait for
 * their next try.
 */
export async function benchWebhooks(world: World): Promise<Figure[]> {
  const { access, sql } = await world.database("webhooks");
  await migrate(access.ownerUrl, join(import.meta.dirname, "../migrations"));
  const worker = await world.serve(access, "work");
  const receiver = await instantReceiver();
  const roots = [worker.pid, world.postmasterPid];
  const count = subjects * events;
  const measured = async () => {
    const took: { readonly wall: number; readonly cpu: number }[] = [];
    for (let round = 0; round < rounds.warm + rounds.counted; round++) {
      // Before there is anything to deliver: the job of the round before may still be looking.
      const told = receiver.expect(count);
      await addDeliveries(sql, webhook);
      const [began, before] = [performance.now(), cpuMs(roots)];
      await enqueue(sql, [deliveryJob(client)]);
      await told;
      const wall = performance.now() - began;
      await sleep(200);
      checkOrder(receiver);
      receiver.orders.clear();
      if (round >= rounds.warm) took.push({ wall, cpu: cpuMs(roots) - before });
    }
    return {
      wall: median(took.map(({ wall }) => wall)) / count,
      cpu: median(took.map(({ cpu }) => cpu)) / count,
    };
  };
  const webhook = await addHook(sql, receiver.url);
  await worker.tell("go");
  try {
    const alone = await measured();
    await addWaiting(sql, webhook);
    const beside = await measured();
    return [
      { name: "webhooks", value: alone.wall, unit: "ms a delivery", goal: 20 },
      { name: "webhooks.a-second", value: 1000 / alone.wall, unit: "deliveries" },
      { name: "webhooks.cpu", value: alone.cpu, unit: "ms CPU" },
      {
        ...{ name: `webhooks.beside-${waitingBeside}`, value: beside.wall, unit: "ms a delivery" },
        goal: 20,
      },
      {
        ...{ name: `webhooks.beside-${waitingBeside}.cpu`, value: beside.cpu, unit: "ms CPU" },
        ...{ ratio: beside.cpu / alone.cpu, than: "without" },
      },
    ];
  } finally {
    await worker.tell("rest");
    receiver.server.closeAllConnections();
    receiver.server.close();
  }
}
