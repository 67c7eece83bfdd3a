/**
 * One ministry works alone for a year, then the other joins: two processes with a database and keys
 * each. Everything that was recorded arrives, of every kind, and nobody types anything again.
 */
import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { CommandId, Result } from "../../src/kernel/index.ts";
import { minutesHash, type PilotState, sheetDigest } from "../../src/partnership/index.ts";
import { Client } from "../client.ts";
import { type FreshDatabase, freshDatabase } from "../database.ts";
import { startTown, type Town } from "../town.ts";
import { inEnglish, says } from "./apply-given.ts";

const root = join(import.meta.dirname, "../..");
const path = "/desk/two-sides";

let rwanda: Town;
let database: FreshDatabase;
let process: ChildProcess;
let azerbaijan: string;
let rw: Client;
let az: Client;

before(async () => {
  database = await freshDatabase();
  const args = ["jurisdictions/az", database.ownerUrl, database.appUrl];
  process = fork(join(root, "tests/town-server.ts"), args);
  [rwanda, azerbaijan] = await Promise.all([
    startTown("2026-11-23T08:00:00Z"),
    new Promise<string>((resolve) => process.once("message", (url) => resolve(String(url)))),
  ]);
  rw = await inEnglish(rwanda, "officer-gahigi");
  az = await azerbaijani("officer-mammadov");
});
after(async () => {
  process.disconnect();
  await new Promise((resolve) => process.once("exit", resolve));
  await rwanda.close();
  await database.drop();
});

async function azerbaijani(id: string): Promise<Client> {
  const client = new Client(azerbaijan);
  await client.signIn(id);
  await client.get("/desk?lang=en");
  return client;
}

let acts = 0;
const officer = () => ({ key: `year-${++acts}` as CommandId, actor: "officer:gahigi" });
async function done<Value>(act: Promise<Result<Value>>): Promise<Value> {
  const result = await act;
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

/** The command of one type that a register takes. */
type Given<Give extends (id: string, command: never, by: never) => unknown, Type> = Extract<
  Parameters<Give>[1],
  { readonly type: Type }
>;

const session = "joint-commission-2026-11-23";
const pilot = "tea-by-post";
const parties = ["rw", "az"];
const text = (en: string) => ({ en });

/** What Rwanda records alone: a text, a promise, minutes, a pilot, a figure, a risk. */
async function aYear(): Promise<void> {
  const { partnership } = rwanda.app.parts;
  const { sessions, pilots, commitments, indicators, risks } = partnership;
  const instrument: Given<typeof partnership.give, "register">["text"] = {
    ...{ id: "post_2026", kind: "agreement", title: text("Postal parcels"), parties },
    ...{ languages: ["en"], entry: { on: "signature" }, term: {}, source: "https://one.example" },
  };
  await done(partnership.give("post_2026", { type: "register", text: instrument }, officer()));
  const signature = { on: "2026-01-20", signatories: { rw: "A minister", az: "A minister" } };
  await done(partnership.give("post_2026", { type: "sign", signature }, officer()));
  const joint = {
    ...{ text: text("Open a parcel line"), prevailing: "en", source: { instrument: "post_2026" } },
    ...{ deadline: "2027-01-31", measure: "A line", verification: "A timetable" },
  };
  const promise = {
    type: "record",
    id: "parcels",
    by: "rw",
    parties,
    joint,
    agreed: true,
  } as const;
  await done(commitments.give("parcels", promise, officer()));
  const report = { on: "2026-11-20", status: "late", nextStep: "Ask", by: "post", way: "desk" };
  await done(
    commitments.give("parcels", { type: "report", side: "rw", report } as never, officer()),
  );
  const plan: Given<typeof sessions.give, "plan">["plan"] = {
    ...{ id: session, kind: "commission", series: "joint-commission", prevailing: "en", parties },
    ...{ title: text("Second session"), plannedOn: "2026-11-23", languages: ["en"] },
  };
  await done(sessions.give(session, { type: "plan", plan }, officer()));
  await done(sessions.open(session, "2026-11-23", officer()));
  const promised = {
    ...{ deadline: "2027-03-01", measure: "Lists received", verification: "Letters", owners: {} },
  };
  const paragraphs = [
    { id: "1", kind: "decision", text: text("Parcels travel twice a week.") },
    { id: "2", kind: "commitment", text: text("Both exchange price lists."), promised },
  ] as const;
  for (const paragraph of paragraphs)
    await done(
      sessions.give(session, { type: "write-paragraph", paragraph, after: 0, by: "rw" }, officer()),
    );
  const closed = await done(sessions.give(session, { type: "close" }, officer()));
  const minutes = {
    ...{ side: "rw", post: "minaffet/commission-chair", on: "2026-11-23" },
    hash: minutesHash(closed),
  };
  await done(sessions.give(session, { type: "sign-minutes", signature: minutes }, officer()));
  await pilotOfRwanda(pilots);
  const definition: Given<typeof indicators.give, "define">["definition"] = {
    ...{ id: "parcels-sent", title: text("Parcels sent"), unit: "parcels", parties },
    ...{ adding: "cumulative", theme: "trade", owner: "Post", evaluator: "Statistics" },
  };
  await done(indicators.give("parcels-sent", { type: "define", definition }, officer()));
  const value = {
    ...{ side: "rw", from: "2026-01-01", until: "2026-04-01", value: 1234, vintage: "2026-05-01" },
    source: "Post office, file 12",
  };
  await done(indicators.give("parcels-sent", { type: "report", value }, officer()));
  const risk: Given<typeof risks.give, "identify">["risk"] = {
    ...{ id: "strike", cause: "Wages", event: "The post strikes", effect: "Parcels wait" },
    ...{ category: "supply-chain", owners: { rw: "Post", az: "Azərpoçt" }, treatment: "accept" },
    ...{ inherent: { likelihood: 2, impact: 2 }, residual: { likelihood: 2, impact: 2 } },
    ...{ nextLook: "2027-01-15" },
  };
  await done(risks.give("strike", { type: "identify", risk: { ...risk, joint: true } }, officer()));
  const quiet = { ...risk, id: "quiet", event: "Only we know this" };
  await done(risks.give("quiet", { type: "identify", risk: quiet }, officer()));
}

async function pilotOfRwanda(pilots: Town["app"]["parts"]["partnership"]["pilots"]) {
  const charter = {
    ...{ title: text("Tea by post"), sponsors: { rw: "naeb", az: "azpromo" } },
    cap: { minor: 500_000, currency: "USD" },
    metrics: [{ id: "days", title: text("Days"), unit: "days", target: 10 }],
    ...{ killCriteria: [], runBy: ["rdb/pilot-officer"] },
  };
  const give = (command: Parameters<typeof pilots.give>[1]) =>
    done(pilots.give(pilot, command, officer()));
  await give({ type: "propose", id: pilot, parties, charter });
  const sign = (state: PilotState, side: string, paper?: string) =>
    give({
      type: "sign-gate",
      signature: {
        ...{ side, gate: state.gate ?? "g0", decision: "go", chair: `${side}/gate-chair` },
        ...{ on: "2026-11-23", reason: "", sheet: sheetDigest(state), ...(paper && { paper }) },
      },
    });
  const state = await pilots.one(pilot);
  assert.ok(state);
  await sign(state, "rw");
  const begun = await sign(state, "az", "AZ 3/2026");
  const money = { minor: 120_000, currency: "USD" };
  await give({
    type: "spend",
    spending: { id: "s1", side: "rw", money, on: "2026-11-20", for: "Boxes" },
  });
  assert.equal(begun.gate, "g1");
}

/** The forms of the page that say yes, to all that waits of a subject where there is one. */
async function sayYes(client: Client): Promise<number> {
  const { body } = await client.get(path);
  const forms = body.match(/<form[\s\S]*?<\/form>/g) ?? [];
  const all = forms.find((form) => form.includes(`action="${path}/answer-all"`));
  const one = forms.find((form) => form.includes(`action="${path}/answer"`));
  const form = all ?? one;
  if (!form) return 0;
  const fields = Object.fromEntries(
    [...form.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  );
  const answer = all ? `${path}/answer-all` : `${path}/answer`;
  const answered = await client.post(answer, { ...fields, answer: "accept" });
  says(answered, all ? "Accepted:" : "Accepted.");
  return 1 + (await sayYes(client));
}

test("a year of one side arrives at the other, of every kind, by yes alone", async () => {
  await aYear();
  const introduction = (await rw.get(`${path}/introduction`)).body;
  await az.get(path);
  await az.upload(`${path}/introduction`, {}, { introduction: new File([introduction], "i.jws") });
  says(await az.post(`${path}/trust`), "The register of Rwanda is trusted.");
  await rw.get(path);
  await rw.upload(`${path}/introduction`, { address: azerbaijan }, {});
  says(await rw.post(`${path}/trust`), "The register of Azerbaijan is trusted.");
  says(await rw.post(`${path}/link`, { partner: "az", address: azerbaijan }), "linked");
  await rw.get(path);
  says(await rw.post(`${path}/send`, { partner: "az" }), "The other register has everything.");
  const waiting = await az.get(path);
  says(waiting, "Postal parcels", "Second session", "Tea by post");
  says(waiting, "The post strikes", "Open a parcel line", "Accept all 3 that wait");
  assert.doesNotMatch(waiting.body, /Only we know this/);
  says(await az.get("/desk/sessions"), "The other side proposes one thing here");
  assert.ok((await sayYes(az)) > 5);
  says(await az.get("/desk/instruments/post_2026"), "In force since 20 January 2026");
  const promise = await az.get("/desk/commitments/parcels");
  says(promise, "Open a parcel line", "Late", "Both registers say the same");
  const risk = await az.get("/desk/risks/strike");
  says(risk, "The post strikes", "Both sides");
  assert.equal((await az.get("/desk/risks/quiet")).status, 404);
  says(await az.get("/desk/indicators/parcels-sent"), "1,234", "Post office, file 12");
  const tea = await az.get(`/desk/pilots/${pilot}`);
  says(tea, "G1, concept", "AZ 3/2026", "1,200 USD");
});

test("the other chair signs the minutes at their own platform, and both are agreed", async () => {
  const room = `/desk/sessions/${session}`;
  const chair = await azerbaijani("officer-aliyeva-sabina");
  const before = await chair.get(room);
  says(before, "Parcels travel twice a week.", "On its own platform, in its signed bundle 1");
  says(await chair.post(`${room}/sign`), "Agreed");
  await az.get(path);
  says(await az.post(`${path}/make`, { partner: "rw" }), "is made");
  const bundle = (await az.get(`${path}/bundles/rw/1`)).body;
  await rw.get(path);
  const taken = await rw.upload(`${path}/receive`, {}, { bundle: new File([bundle], "b.jws") });
  says(taken, "Bundle 1 is taken in");
  const agreed = await rw.get(room);
  says(agreed, "Agreed", "in its signed bundle 1", "Both registers say the same");
  const promised = `/desk/commitments/${session}-2`;
  for (const client of [rw, az]) says(await client.get(promised), "Both exchange price lists.");
  const page = await rw.get(path);
  assert.doesNotMatch(page.body, /Postal parcels|Second session|Tea by post|Open a parcel line/);
  const proof = await rw.get(`${path}/received/az/1`);
  assert.equal(proof.body, bundle, "the signed bundle is kept as it came");
});
