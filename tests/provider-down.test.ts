import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { must } from "../src/kernel/index.ts";
import { inEnglish, says } from "./journeys/apply-given.ts";
import { draftOf } from "./journeys/office-given.ts";
import { secret } from "./simulators/hosted-page.ts";
import { type RunningSimulator, startSimulator } from "./simulators/start.ts";
import { startTown, type Town } from "./town.ts";

let card: RunningSimulator;
let town: Town;
before(async () => {
  card = await startSimulator("hosted-page");
  town = await startTown("2026-11-23T08:00:00Z", undefined, undefined, [], {
    payments: { card: { url: card.url, secret }, automaticRefundMinor: 100_000 },
  });
});
after(async () => {
  await town?.close();
  await card?.stop();
});

const mother = "mukamana-vestine";

async function unpaid() {
  const { name, birthDate, nationalId, nationality, phone, email, ...person } =
    await town.person(mother);
  const applicant = { name, birthDate, nationalId, nationality, phone, email };
  const draftId = await draftOf(town, "birth-certificate", mother);
  const { caseId } = must(
    await town.app.parts.cases.submit({ draftId, person: person.id, applicant, lang: "en" }),
  );
  await town.settle();
  return { caseId, path: `/applications/${caseId}` };
}

/** Milliseconds that an act took. */
async function timed<T>(act: () => Promise<T>): Promise<readonly [T, number]> {
  const from = performance.now();
  return [await act(), performance.now() - from];
}

test("A provider is silent for a day: no page is slow, and nothing is lost", async () => {
  const person = await inEnglish(town, mother);
  const bills = await Promise.all([1, 2, 3].map(unpaid));
  const [before] = bills;
  const path = before?.path ?? "";
  await person.get(`${path}/pay`);
  says(await person.post(`${path}/pay`, { method: "card" }), "Continue to pay");
  // How slow this machine is today, with a provider that answers.
  const usual = Math.max(
    ...(await Promise.all(
      bills.map(({ path: each }) => timed(() => person.get(`${each}/pay`))),
    ).then((pages) => pages.map(([, took]) => took))),
  );
  const { charges } = await card.books();
  await card.settle(charges[0]?.ref ?? "", "pay");
  await card.hang(true);
  const slowest: number[] = [];
  const page = async (act: () => Promise<{ readonly status: number }>) => {
    const [answer, took] = await timed(act);
    slowest.push(took);
    return answer;
  };
  for (const { path: each } of bills)
    for (const address of [`${each}/pay`, `${each}/paid`, each, "/applications"])
      await page(() => person.get(address));
  const other = bills[1]?.path ?? "";
  await person.get(`${other}/pay`);
  await page(() => person.post(`${other}/pay`, { method: "card" }));
  await page(() => person.get(`${other}/paid`));
  await person.get(`${other}/paid`);
  const ending = await timed(() => person.post(`${other}/pay/cancel`));
  slowest.push(ending[1]);
  assert.equal(ending[0].status, 503, "no payment ends while its provider does not say so");
  const most = Math.max(...slowest);
  // Two seconds on a machine that has nothing else to do.
  const limit = Math.max(2000, 1300 + 3 * usual);
  assert.ok(most < limit, `the slowest page took ${Math.round(most)} ms of ${Math.round(limit)}`);
  // A day in which it answers nothing; then it is back.
  for (const hours of [1, 6, 12, 23]) {
    town.setClock(new Date(Date.parse("2026-11-23T08:00:00Z") + hours * 3_600_000).toISOString());
    await town.settle();
  }
  const { payments } = town.app.parts;
  const states = async () =>
    Promise.all(
      bills.map(async ({ caseId }) => (await payments.billsOfCase(caseId)).map((b) => b.status)),
    );
  assert.deepEqual((await states())[0], ["pending"]);
  await card.hang(false);
  town.setClock("2026-11-24T14:00:00Z");
  await town.settle();
  assert.deepEqual((await states())[0], ["paid"]);
  assert.deepEqual(await payments.drift(), []);
  const balances = await payments.trialBalance();
  assert.equal(
    balances.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0),
    0,
  );
});
