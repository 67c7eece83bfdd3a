import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { eventsPage } from "../scripts/docs/events.ts";
import { allRefusals } from "../scripts/docs/refusals.ts";
import {
  type BillId,
  type Evolution,
  evolveBy,
  type Refusal,
  refuse,
} from "../src/kernel/index.ts";
import { newId } from "../src/platform/db/index.ts";
import { makeI18n } from "../src/platform/i18n/index.ts";
import { loadWords } from "../src/platform/i18n/load.ts";
import type { JobSpec, NightlyName, Tasks } from "../src/platform/jobs/index.ts";
import { eventNames } from "../src/programs/index.ts";
import { onCase } from "../src/reactions.ts";

// What these tests show is shown by `npm run types`: each `@ts-expect-error` must have its error.

test("A job is checked against the task that runs it", () => {
  const billId = newId<BillId>();
  const jobs: readonly JobSpec[] = [
    { task: "payments.expire", payload: { billId } },
    // @ts-expect-error no such task
    { task: "payments.expires", payload: { billId } },
    // @ts-expect-error the payload of another task
    { task: "payments.expire", payload: { attemptId: billId } },
    // @ts-expect-error no such message
    { task: "tell-ticket", payload: { ticket: newId(), template: "ticket-lost" } },
  ];
  assert.equal(jobs.length, 4);
});

test("Every declared job needs a task, and only one without payload can run at night", () => {
  // @ts-expect-error the other tasks are missing
  const tasks: Tasks = { "auth.sweep": async () => undefined };
  // @ts-expect-error needs a bill
  const nightly: readonly NightlyName[] = ["auth.sweep", "payments.expire"];
  assert.equal(Object.keys(tasks).length + nightly.length, 3);
});

test("Programs are told of every event that has a name for them, and of no other", () => {
  const told = Object.entries(onCase)
    .filter(([, reactions]) => reactions.some(({ task }) => task === "api.tell"))
    .map(([event]) => event);
  assert.deepEqual(told.sort(), Object.keys(eventNames).sort());
});

test("A refusal is checked against its table: code, kind and facts", () => {
  const refusals: readonly Refusal[] = [
    refuse("conflict", "case.too-late").refusal,
    refuse("unavailable", "centre.closed", { facts: { opens: "08:00" } }).refusal,
    // @ts-expect-error no such code
    refuse("conflict", "case.too-latte").refusal,
    // @ts-expect-error another kind
    refuse("invalid", "case.too-late").refusal,
    // @ts-expect-error the words name a fact
    refuse("unavailable", "centre.closed").refusal,
    // @ts-expect-error another fact
    refuse("unavailable", "centre.closed", { facts: { closes: "17:00" } }).refusal,
    // @ts-expect-error another kind
    { kind: "invalid", code: "case.too-late" },
  ];
  // @ts-expect-error no such code
  assert.ok(refusals.every(({ code }) => code !== "case.late"));
});

const english = loadWords(join(import.meta.dirname, "../messages")).en;

test("Every refusal is worded, its words name only its facts, and no words are of none", () => {
  const factsOf = new Map(allRefusals.map(({ code, facts }) => [`refusals.${code}`, facts]));
  const worded = new Set<string>();
  for (const [key, words] of english) {
    if (!key.startsWith("refusals.")) continue;
    // One that counts has words for one and for more.
    const refusal = factsOf.has(key) ? key : key.replace(/\.(?:one|other)$/, "");
    worded.add(refusal);
    for (const [, name = ""] of words.matchAll(/\{(.+?)\}/g))
      assert.ok(factsOf.get(refusal)?.includes(name), `${key}: {${name}}`);
  }
  assert.deepEqual([...worded].sort(), [...factsOf.keys()].sort());
});

test("Every refusal of a table is given somewhere", () => {
  const root = join(import.meta.dirname, "..");
  const sources = globSync("src/**/*.ts", { cwd: root })
    .filter((file) => !/refusals\.ts$|\.test\.ts$/.test(file))
    .map((file) => readFileSync(join(root, file), "utf8"))
    .join("\n");
  const dead = allRefusals.filter(({ code }) => !sources.includes(`"${code}"`));
  assert.deepEqual(dead, []);
});

test("The page of events names every event of every part and every job", () => {
  const page = eventsPage();
  for (const event of ["CaseWithdrawn", "OutcomeProposed", "BillPaid", "AppointmentBooked"])
    assert.match(page, new RegExp(`^\\| \`${event}\` `, "m"));
  assert.match(page, /`CaseWithdrawn` \| cases \| .*end-bills, go-on-journey/);
  const [, jobs = ""] = page.split("## Jobs");
  for (const line of jobs.matchAll(/^\| `(.+?)` \| (.*) \|$/gm)) assert.ok(line[2], line[1]);
});

test("An event without its entry in a table of effects does not compile", () => {
  type Event = { readonly type: "Opened" } | { readonly type: "Closed" };
  // @ts-expect-error what Closed leads to is missing
  const evolution: Evolution<number, Event> = { Opened: (count) => count + 1 };
  const evolve = evolveBy(evolution);
  assert.equal(evolve(1, { type: "Opened" }), 2);
  assert.throws(() => evolve(1, { type: "Closed" }), /no such event: Closed/);
});

test("Words are checked against the messages: the key and its places", () => {
  const t = makeI18n(join(import.meta.dirname, "../messages")).for("en");
  assert.equal(t("form.continue"), "Continue");
  // @ts-expect-error no such key
  assert.equal(t("no.such.key"), "no.such.key");
  // @ts-expect-error no key of this form
  assert.match(t(`apply.fee-${"before work" as `before ${string}`}`), /^apply/);
  // @ts-expect-error the place is not filled
  assert.match(t("centre.closed" as const) + t("refusals.centre.closed"), /\{opens\}/);
  assert.equal(t.named("no.such.key"), "no.such.key");
  assert.equal(t.refusal({ code: "case.no-appeal" }), "You cannot appeal against this.");
});
