import { createSecretKey } from "node:crypto";
import { addDays, type CommandId, must } from "../src/kernel/index.ts";
import { commitmentDecider } from "../src/partnership/commitments/decide.ts";
import { rowsOf } from "../src/partnership/commitments/handle.ts";
import type {
  CommitmentCommand,
  CommitmentEvent,
  CommitmentState,
  SideStatus,
} from "../src/partnership/commitments/model.ts";
import { commitmentStream } from "../src/partnership/commitments/store.ts";
import { makePartnership, type Partnership } from "../src/partnership/index.ts";
import { json, newId, type Pool, transaction } from "../src/platform/db/index.ts";
import { decided } from "../src/platform/events/index.ts";

/** How much there is in the register beside what the demonstration begins with. */
export interface RegisterSize {
  readonly commitments: number;
  readonly reportsOfEach: number;
  readonly instruments: number;
  readonly sessions: number;
  /** Number of the first of each, where some are there already. */
  readonly first?: number;
}

const groups = ["agriculture", "education", "public-services", "trade", "transport"];
const owners = {
  rw: ["rdb-services", "minict-digital", "mineduc-scholarships", "rcaa", "rdb-trade"],
  az: ["asan-international", "science-education", "digital-transport", "azpromo"],
};
const statuses: readonly SideStatus[] = ["on-track", "late", "on-track", "blocked", "not-started"];
const parties = ["rw", "az"] as const;

const pick = <Item>(items: readonly Item[], n: number): Item => items[n % items.length] as Item;

/** The n-th commitment as its commands, the last report a few weeks ago. */
function commandsOf(n: number, instruments: readonly string[], size: RegisterSize, today: string) {
  const id = `bench-${String(n).padStart(5, "0")}`;
  const deadline = addDays(today, ((n * 37) % 1000) - 400);
  const text = `Bring what article ${n} of the programme names to both capitals by an agreed day`;
  const on = addDays(today, -800);
  const acts: { on: string; command: CommitmentCommand }[] = [];
  const add = (day: string, command: CommitmentCommand) => acts.push({ on: day, command });
  add(on, {
    ...{ type: "record", id, by: pick(parties, n), parties },
    ...(n % 10 !== 9 && { agreed: true }),
    joint: {
      text: { en: text, rw: `${text} (rw)`, fr: `${text} (fr)`, az: `${text} (az)` },
      ...{ prevailing: "en", deadline, measure: `${n} of them are in use` },
      source: { instrument: pick(instruments, n), at: String(n) },
      ...{ verification: "Record of both sides", group: pick(groups, n) },
      visibility: n % 5 === 4 ? "both" : "public",
    },
  });
  for (const side of parties) add(on, { type: "name-owner", side, owner: pick(owners[side], n) });
  for (let report = 0; report < size.reportsOfEach; report++) {
    const side = pick(parties, report);
    const day = addDays(today, -(n % 90) - (size.reportsOfEach - report) * 30);
    const done = n % 10 < 3 && report >= size.reportsOfEach - 2;
    add(day, {
      ...{ type: "report", side },
      report: {
        ...{ on: day, way: "link", by: pick(owners[side], n), nextStep: `Step ${report}` },
        status: done ? "done" : pick(statuses, n + report),
      },
    });
  }
  if (n % 5 === 0)
    add(today, {
      ...{ type: "contribute", side: pick(parties, n) },
      contribution: {
        ...{ kind: pick(["cash", "in-kind"] as const, n), on: today },
        stage: pick(["pledged", "committed", "spent"] as const, n),
        money: { minor: 1_000_000 + n, currency: pick(["RWF", "AZN", "USD"], n) },
      },
    });
  if (n % 10 < 3) {
    const evidence = { on: today, title: "Record", where: "Archive" };
    const proposal = `${id}:1`;
    add(today, { type: "propose", proposal, by: "rw", what: "closing", evidence });
    if (n % 10 < 2) add(today, { type: "accept", proposal, by: "az", evidence });
  }
  return { id, acts };
}

interface Row {
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly data: CommitmentEvent["data"];
}

/** Decides the commands with the real functions. */
function told(acts: readonly { readonly on: string; readonly command: CommitmentCommand }[]) {
  let state: CommitmentState = commitmentDecider.initial;
  const events: CommitmentEvent[] = [];
  for (const { on, command } of acts) {
    const stamp = { at: new Date(`${on}T09:00:00Z`), command: "bench" };
    const facts = { today: on, silenceDays: 14 };
    const decision = must(decided(commitmentDecider, { state, command, facts }, stamp));
    state = decision.state;
    events.push(...decision.events);
  }
  return { state, events };
}

/** The register of a database, at one instant. */
export const partnershipOn = (sql: Pool, now: Date): Partnership =>
  makePartnership({
    ...{
      sql,
      clock: () => now,
      timeZone: "Africa/Kigali",
      linkKeys: [createSecretKey(Buffer.alloc(32))],
    },
  });

/**
 * Fills the register of a running server: commitments with their updates as the real functions
 * make them, instruments, and sessions of the commission that each opened with what stood open.
 */
export async function loadPartnership(sql: Pool, size: RegisterSize, now: Date): Promise<void> {
  const today = now.toISOString().slice(0, 10);
  const partnership = partnershipOn(sql, now);
  const { first = 0 } = size;
  const instruments = await addInstruments(partnership, size.instruments, first);
  const [batch, all] = [500, first + size.commitments];
  for (let from = first; from < all; from += batch)
    await transaction(sql, async (tx) => {
      const written: PromiseLike<unknown>[] = [];
      const rows: Row[] = [];
      for (let n = from; n < Math.min(all, from + batch); n++) {
        const { id, acts } = commandsOf(n, instruments, size, today);
        const { state, events } = told(acts);
        const stream = commitmentStream(id);
        for (const [at, { type, data }] of events.entries())
          rows.push({ stream, version: at + 1, type, data });
        written.push(...rowsOf(tx, state, events.length, now));
      }
      written.push(tx`
        insert into events.event (stream, version, type, data, at, actor, command)
        select stream, version, type, data, ${now}, 'system', 'bench:' || stream || version
        from jsonb_to_recordset(${json(tx, rows)})
          as row (stream text, version int, type text, data jsonb)`);
      await Promise.all(written);
    });
  await addSessions(partnership, size.sessions, first, today);
  await sql.unsafe("vacuum analyze");
}

const occasion = () => ({ key: newId() as string as CommandId, actor: "system" });

async function addInstruments(partnership: Partnership, count: number, first: number) {
  const ids = Array.from({ length: count }, (_, n) => `bench-instrument-${first + n}`);
  for (const id of ids) {
    const title = { en: `Programme ${id}`, rw: `Gahunda ${id}`, fr: `Programme ${id}`, az: id };
    const text = { id, kind: "programme", title, parties, languages: ["en"] } as const;
    const entry = { on: "last-note", daysAfter: 30 } as const;
    const term = { years: 5, renewal: { years: 5, noticeDays: 60 } };
    must(
      await partnership.give(id, { type: "register", text: { ...text, entry, term } }, occasion()),
    );
    const signature = { on: "2025-09-20", signatories: {} };
    must(await partnership.give(id, { type: "sign", signature }, occasion()));
    for (const side of parties) {
      const note = { on: "2026-01-10", number: `NV-${side}` };
      must(await partnership.give(id, { type: "receive-note", side, note }, occasion()));
    }
  }
  return ids;
}

async function addSessions({ sessions }: Partnership, count: number, first: number, today: string) {
  for (let n = first; n < first + count; n++) {
    const id = `bench-session-${n}`;
    const title = { en: `Session ${n}`, rw: `Inama ${n}`, fr: `Session ${n}`, az: `İclas ${n}` };
    const plan = {
      ...{ id, title, parties, kind: "commission" as const, series: "joint-commission" },
      ...{ plannedOn: today, languages: ["en", "az"], prevailing: "en" },
    } as const;
    must(await sessions.give(id, { type: "plan", plan }, occasion()));
    must(await sessions.open(id, today, occasion()));
    const paragraphs = Array.from({ length: 30 }, (_, at) => ({
      ...{ id: String(at + 1), kind: "decision" as const },
      text: { en: `Decision ${at} of session ${n}`, az: `Qərar ${at}` },
    }));
    must(await sessions.give(id, { type: "write", paragraphs, by: "rw" }, occasion()));
    // The last one is in its room still.
    if (n < first + count - 1) must(await sessions.give(id, { type: "close" }, occasion()));
  }
}
