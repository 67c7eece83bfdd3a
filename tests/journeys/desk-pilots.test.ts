import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { inEnglish, says, textOf } from "./apply-given.ts";

let town: Town;
/** Who keeps the register, who runs pilots, and who signs their gates for Rwanda. */
let keeper: Client;
let runner: Client;
let chair: Client;
before(async () => {
  town = await startTown("2026-11-28T08:00:00Z");
  keeper = await inEnglish(town, "officer-gahigi");
  runner = await inEnglish(town, "officer-habiyambere");
  chair = await inEnglish(town, "officer-nshuti");
});
after(async () => await town.close());

const path = "/desk/pilots/coffee-samples";
const day = { "on-day": "28", "on-month": "11", "on-year": "2026" };

async function act(client: Client, what: string, typed: Record<string, string>) {
  await client.get(path);
  return client.post(`${path}/${what}`, typed);
}
const sign = (typed: Record<string, string>) => act(chair, "sign", { side: "rw", ...typed });
/** Azerbaijan's signature as its signed paper says it. */
const paper = (typed: Record<string, string>) =>
  act(keeper, "sign", {
    ...{ side: "az", chair: "azpromo/gate-chair", paper: "MINAFFET 2026/90", ...day, ...typed },
  });

test("The charter says before the beginning what may be spent and when to stop", async () => {
  await runner.get("/desk/pilots/new");
  const empty = await runner.post("/desk/pilots/new", { title: "Coffee samples", cap: "many" });
  assert.equal(empty.status, 422);
  says(empty, "Enter the cap as a number", "Enter the sponsor: Azerbaijan");
  assert.match(empty.body, /value="many"/, "what was typed stays");
  const proposed = await runner.post("/desk/pilots/new", {
    ...{ title: "Coffee samples", "sponsor-rw": "NAEB", "sponsor-az": "AZPROMO" },
    ...{ cap: "50,000", runBy: "rdb/pilot-officer", metric1: "Buyers", unit1: "buyers" },
    ...{ target1: "10", when1: "below", bound1: "3", scale: "2,000,000", rate: "10" },
    ...{ chance1: "40", value1: "5000000", chance2: "60", value2: "500000" },
  });
  assert.equal(proposed.path, path, textOf(proposed));
  says(proposed, "G0, idea", "Waits for the signature of Rwanda and Azerbaijan");
  says(proposed, "Stop below 3 buyers", "0 USD of 50,000 USD");
});

test("Each side signs; nobody who runs the pilot does, and nobody for the other side", async () => {
  says(await act(runner, "sign", { side: "rw", decision: "go" }), "Your role does not include");
  says(await act(chair, "sign", { side: "az", decision: "go" }), "Your role does not include");
  says(await sign({ decision: "hold" }), "Enter a reason");
  says(
    await sign({ decision: "go" }),
    "Rwanda: Go on",
    "Chair of the decision gates, Rwanda",
    "On its own platform",
  );
  says(await paper({ decision: "go" }), "G1, concept", "On paper, filed as MINAFFET 2026/90");
  for (const gate of ["G2, approval of the pilot", "G3, result of the pilot"]) {
    await sign({ decision: "go" });
    says(await paper({ decision: "go" }), gate);
  }
});

test("The gate refuses without a reading, above the cap and at a stop rule", async () => {
  says(await sign({ decision: "go" }), "There is no reading of: Buyers");
  await act(runner, "readings", { metric: "m1", value: "2", source: "List of buyers", ...day });
  says(await sign({ decision: "go" }), "A stop rule is met: Buyers");
  const spending = {
    kind: "cash",
    amount: "50 001",
    for: "Freight",
    side: "rw",
    ...day,
  };
  const before = { "on-day": "27" };
  const early = await act(runner, "spendings", { ...spending, ...before });
  says(early, "not before the pilot began");
  assert.match(early.body, /href="#spending-on-day"/);
  says(await act(runner, "spendings", spending), "50,001 USD of 50,000 USD");
  says(await act(runner, "spendings", { ...spending, amount: "-20000" }), "above zero");
  says(await act(runner, "taken-back", { number: "1", reason: "Another pilot" }), "Taken back");
  says(await runner.get(path), "0 USD of 50,000 USD");
  says(await act(runner, "spendings", spending), "50,001 USD of 50,000 USD");
  const refused = await sign({ decision: "go", override: "no" });
  assert.equal(refused.status, 403);
  says(refused, "This gate refuses to go on", "More was spent than the cap allows.");
  says(await sign({ decision: "go", override: "yes" }), "Enter a reason");
});

test("A figure in between voids a signature, and an old sheet is not signed", async () => {
  const reason = "Wait for the tasting";
  says(await sign({ decision: "hold", reason }), "Waits for the signature of Azerbaijan");
  await act(runner, "readings", { metric: "m1", value: "2", source: "Second list", ...day });
  says(await chair.get(path), "Waits for the signature of Rwanda and Azerbaijan");
  await act(runner, "readings", { metric: "m1", value: "1", source: "Third list", ...day });
  const stale = await chair.post(`${path}/sign`, { side: "rw", decision: "hold", reason });
  says(stale, "The gate sheet has changed since you opened it", reason);
});

test("Only both chairs together override, each with a reason; dissent stays", async () => {
  const reason = "The ministers agreed on 26 November";
  await sign({ decision: "go", override: "yes", reason, dissent: "The budget officer disagreed" });
  says(await paper({ decision: "go" }), "This gate refuses to go on");
  const both = await paper({ decision: "go", override: "yes", reason });
  says(both, "G4, decision to scale", "Overridden", reason, "The budget officer disagreed");
  const killed = await act(chair, "sign", {
    side: "rw",
    decision: "kill",
    reason: "Too few buyers",
  });
  says(killed, "Rwanda: Stop for good");
  says(await paper({ decision: "hold", reason: "Look again in May" }), "Stopped");
});

test("The portfolio shows stage, money and option; the worksheet computes", async () => {
  const page = await runner.get("/desk/pilots");
  says(page, "Tea by sea and air", "G3, result of the pilot", "110,000 USD of 200,000 USD");
  // 0.8182 million by the vector of Dixit and Pindyck's two periods: 0.6 · (2.0 − 0.5) ÷ 1.1.
  says(page, "818,182 USD", "Coffee samples Stopped");
  const sums = "pilot=0.2&scale=2&rate=10&chance1=40&value1=5&chance2=60&value2=0.5";
  says(await runner.get(`/desk/pilots/worksheet?${sums}`), "0.0727", "0.8909", "0.8182");
  const more = await runner.get(`/desk/pilots/worksheet?${sums.replace("=60", "=80")}`);
  assert.equal(more.status, 422);
  says(more, "must add up to 100");
  const guest = town.guest();
  const open = await guest.get("/partnership/pilots?lang=en");
  says(open, "Tea by sea and air", "Stopped", "Coffee samples");
  assert.ok(!open.body.includes("budget officer"), "dissent is not public");
  assert.equal((await chair.get("/desk/sessions")).status, 403);
});

test("What a side promised stands by kind and stage, with the day of its rate", async () => {
  const tea = "/desk/pilots/tea-by-sea-and-air";
  await keeper.get(tea);
  const empty = await keeper.post(`${tea}/promises`, { kind: "", currency: "" });
  assert.equal(empty.status, 422);
  await keeper.get(tea);
  const promise = {
    ...{ side: "rw", kind: "in-kind", stage: "pledged", amount: "15 000.50", currency: "AZN" },
    ...{ "on-day": "1", "on-month": "6", "on-year": "2026" },
    ...{ "rateOn-day": "30", "rateOn-month": "5", "rateOn-year": "2026" },
  };
  const page = await keeper.post(`${tea}/promises`, promise);
  says(page, "Promised", "Rwanda In kind Pledged", "15,000.50", "30 May 2026");
  await keeper.get(tea);
  const theirs = await keeper.post(`${tea}/promises`, { ...promise, side: "az", amount: "777" });
  says(theirs, "Azerbaijan Stated by Rwanda, not public In kind Pledged");
  const csv = await (await fetch(`${town.url}/partnership/contributions.csv`)).text();
  assert.match(csv, /tea-by-sea-and-air,[^\n]*15000\.50,AZN,2026-06-01,2026-05-30/);
  assert.doesNotMatch(csv, /777/, "what we say of the other side is not public");
});
