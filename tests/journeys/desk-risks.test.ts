import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { inEnglish, says } from "./apply-given.ts";

let town: Town;
let keeper: Client;
before(async () => {
  town = await startTown("2026-11-28T08:00:00Z");
  keeper = await inEnglish(town, "officer-gahigi");
});
after(async () => await town.close());

const risk = (event: string) => ({
  ...{ cause: "Rates move", event, effect: "Prices rise", category: "currency" },
  ...{ "owner-rw": "National Bank", "owner-az": "Central Bank", treatment: "transfer" },
  joint: "no",
  ...{ "inherent-likelihood": "5", "inherent-impact": "5" },
  ...{ "residual-likelihood": "5", "residual-impact": "5", appetite: "9" },
  ...{ "nextLook-day": "1", "nextLook-month": "2", "nextLook-year": "2027" },
});
const add = async (event: string) => {
  await keeper.get("/desk/risks/new");
  return keeper.post("/desk/risks/new", risk(event));
};

test("The gravest risk stands first, with owners; a look that is due is marked", async () => {
  const page = await keeper.get("/desk/risks");
  says(page, "Open: 5 of at most 12", "A port or a border post closes for weeks", "Due");
  const bare = await keeper.post("/desk/risks/new", {});
  says(
    bare,
    "Without treatment: likelihood, 1 to 5. Select",
    "As it stands: impact, 1 to 5. Select",
  );
  const added = await add("The franc falls by a third");
  says(added, "Recorded.", "Rwanda: National Bank", "Azerbaijan: Central Bank", "Above the limit");
  says(added, "Our side alone", "Share it with the other side");
  const list = await keeper.get("/desk/risks");
  assert.ok(list.body.indexOf("The franc falls") < list.body.indexOf("border post closes"));
});

test("A signal has a source, and a look says when the next one is", async () => {
  const page = await keeper.get("/desk/risks/corridor-disruption");
  says(page, "The queue at the Rusumo border post", "Central Corridor agency");
  const bare = await keeper.post("/desk/risks/corridor-disruption/signals", {
    ...{ text: "A bridge is shut", "on-day": "27", "on-month": "11", "on-year": "2026" },
  });
  says(bare, "Enter the source");
  const noted = await keeper.post("/desk/risks/corridor-disruption/signals", {
    ...{ text: "A bridge is shut", source: "TANROADS notice 12" },
    ...{ "on-day": "27", "on-month": "11", "on-year": "2026" },
  });
  says(noted, "A bridge is shut", "TANROADS notice 12");
  const past = { "nextLook-day": "1", "nextLook-month": "11", "nextLook-year": "2026" };
  const rating = { "residual-likelihood": "4", "residual-impact": "3" };
  const looks = "/desk/risks/corridor-disruption/looks";
  const above = { ...rating, "residual-likelihood": "5", "residual-impact": "5" };
  says(await keeper.post(looks, { ...above, ...past }), "cannot score more than without it, 16");
  says(await keeper.post(looks, { ...rating, ...past }), "Enter a day after today");
  says(
    await keeper.post(looks, { ...rating, ...past, "nextLook-year": "2027" }),
    "Looked at: 4 × 3",
    "1 November 2027",
  );
});

test("A thirteenth risk waits until one is closed", async () => {
  for (let open = 6; open < 12; open++) says(await add(`Risk number ${open + 1}`), "Recorded.");
  const refused = await add("One too many");
  assert.equal(refused.status, 409);
  says(refused, "At most 12 risks are open at a time", "One too many");
  await keeper.get("/desk/risks/low-trade-base");
  says(await keeper.post("/desk/risks/low-trade-base/close", {}), "Enter a reason");
  const closed = await keeper.post("/desk/risks/low-trade-base/close", { reason: "Trade grew" });
  says(closed, "Closed");
  says(await add("One that fits"), "Recorded.");
  says(await keeper.get("/desk/risks"), "Open: 12 of at most 12", "Trade grew");
});

test("Risks are for the desk alone", async () => {
  assert.match((await town.guest().get("/desk/risks")).path, /demo-issuer/);
  assert.equal((await (await town.as("officer-mutesi")).get("/desk/risks")).status, 403);
  assert.equal((await (await town.as("officer-nshuti")).get("/desk/risks/new")).status, 403);
});
