import Fastify from "fastify";
import { connect, type Pool } from "../src/platform/db/index.ts";
import { fill, type Pattern } from "./pattern.ts";

const uuid = { type: "string", pattern: "^[0-9a-f-]{36}$" } as const;
const text = { type: "string", maxLength: 120 } as const;
const closed = { type: "object", additionalProperties: false } as const;

/** The answers of the birth certificate, as a JSON Schema says them. */
const answers = {
  ...closed,
  required: ["who", "reason", "district", "sector", "phone"],
  properties: {
    who: { enum: ["self", "child"] },
    child_name: { ...text, maxLength: 80 },
    child_birth_date: { type: "string", format: "date" },
    child_can: { ...text, maxLength: 30 },
    reason: { enum: ["school", "work", "travel", "marriage", "other"] },
    other_reason: text,
    district: text,
    sector: { ...text, maxLength: 60 },
    phone: { type: "string", pattern: "^\\+[0-9]{8,15}$" },
    email: { type: "string", format: "email" },
  },
} as const;

const bodies = {
  submit: {
    ...closed,
    required: ["draft", "person", "answers"],
    properties: { draft: uuid, person: uuid, answers },
  },
  decide: {
    ...closed,
    required: ["case", "task", "outcome"],
    properties: { case: uuid, task: text, outcome: text },
  },
};

/** Where a floor finds what it is to do: rows to write for each act, and a page to send. */
export async function makeRoomForFloor(sql: Pool): Promise<void> {
  await sql.unsafe(`
    create schema if not exists floor;
    grant usage on schema floor to hamwe_app;
    create table if not exists floor.pattern (name text primary key, pattern jsonb);
    create table if not exists floor.page (bytes bytea);
    grant select on floor.pattern, floor.page to hamwe_app`);
}

interface Asked {
  readonly authority: string;
  readonly role: string;
}

/**
 * The floor: Fastify, ajv and one SQL function that writes what the product writes, its
 * consequences included; for the worklist and the list of commitments the same SELECT, answered as
 * JSON; for a page the bytes that were sent before. No sessions, no rules, no log.
 */
export async function serveFloor(url: string, port: number): Promise<void> {
  const app = Fastify({ logger: false });
  app.addHook("onError", async (_request, _reply, error) => console.error(error.message));
  const sql = connect(url, 12);
  const patterns = await sql<{ name: string; pattern: Pattern }[]>`
    select name, pattern from floor.pattern`;
  for (const { name, pattern } of patterns) {
    const body = name.startsWith("submit") ? bodies.submit : bodies.decide;
    app.post(`/${name}`, { schema: { body } }, async (request) => {
      const doc = fill(pattern, request.body as Record<string, string>);
      await sql`select floor.${sql(name)}(${doc}::text::jsonb)`;
      return { ok: true };
    });
  }
  const querystring = {
    ...closed,
    required: ["authority", "role"],
    properties: { authority: text, role: text },
  };
  app.get<{ Querystring: Asked }>("/worklist", { schema: { querystring } }, async ({ query }) => {
    return sql`
      select case_id as "caseId", key, task, stage, office, role, reference, service,
        definition as version, revision, opened_at as "openedAt", sent_at as "sentAt",
        nullif(due_at, 'infinity') as "dueAt",
        nullif(promised_at, 'infinity') as "promisedAt", claimed_by as "claimedBy",
        assigned_by as "assignedBy", proposed_by as "proposedBy", escalated, waiting, signed
      from cases.task
      where closed_at is null and authority = ${query.authority} and role = ${query.role}
        and not waiting
      order by promised_at, case_id, key limit 51`;
  });
  const [page] = await sql<{ bytes: Buffer }[]>`select bytes from floor.page`;
  app.get("/page", async (_request, reply) =>
    reply.type("text/html; charset=utf-8").header("content-encoding", "br").send(page?.bytes),
  );
  app.get("/commitments", async () => {
    return sql`
      with hit as (
        select id, place, deadline, count(*) over () as count from partnership.commitment
        where place < 3 order by place, deadline, id limit 25)
      select hit.count, c.state from hit join partnership.commitment c on c.id = hit.id
      order by hit.place, hit.deadline, hit.id`;
  });
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string" },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  );
  app.post("/phone", async (request) => {
    const id = (request.body as URLSearchParams).get("sessionId") ?? "";
    const [row] = await sql`select count(*) as n from phone.session where id = ${id}`;
    return `CON ${row?.n}`;
  });
  await app.listen({ host: "localhost", port });
}
