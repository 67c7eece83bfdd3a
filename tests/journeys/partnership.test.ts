import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";

let town: Town;
/** A second server of the same government on the same database. */
let other: Town;
before(async () => {
  town = await startTown("2026-11-23T08:00:00Z");
  other = await startTown("2026-11-23T08:00:00Z", "jurisdictions/rw", town);
});
after(async () => {
  await other.close();
  await town.close();
});

const keeper = async (): Promise<Client> => {
  const client = await town.as("officer-gahigi");
  await client.get("/desk?lang=en");
  return client;
};

/** Records something at the desk, as an officer types it. */
async function record(client: Client, id: string, typed: Readonly<Record<string, string>>) {
  const path = `/desk/instruments/${id}`;
  await client.get(path);
  return client.post(path, { source: "MINAFFET archive 2026/117", ...typed });
}

const note = (side: string, day: string, month: string, number: string) => ({
  ...{ what: "note", side, number },
  ...{ "on-day": day, "on-month": month, "on-year": "2026" },
});

test("Everybody reads what was signed, how far it has come, and where that stands", async () => {
  const page = await town.guest().get("/partnership?lang=en");
  says(page, "What Rwanda and Azerbaijan have agreed", "Air Services Agreement");
  says(page, "September 2023", "Waiting for the note of Rwanda and Azerbaijan");
  says(page, "The clauses on entry into force were not found");
  says(page, "Corridors", "Dar es Salaam to Kigali by road", "5 days, 2018, 21 before");
  const one = await town.guest().get("/partnership/air_services_2025?lang=en");
  says(one, "Approved by parliament, 16 December 2025", "trend.az", "Signed, not in force");
  says(one, "Operating authorisation");
  assert.equal((await town.guest().get("/partnership/none?lang=en")).status, 404);
});

test("Only a treaty officer keeps the register", async () => {
  assert.match((await town.guest().get("/desk")).path, /demo-issuer/);
  assert.equal((await (await town.as("officer-mutesi")).get("/desk")).status, 403);
  const page = await (await keeper()).get("/desk");
  says(page, "Rwanda has sent no note", "Azerbaijan has sent no note");
});

test("What is missing or cannot be is told at once, and what was typed stays", async () => {
  const client = await keeper();
  const empty = await record(client, "air_services_2025", { number: "NV-7", source: "" });
  assert.equal(empty.status, 422);
  says(
    empty,
    "Select what happened",
    "Select a side",
    "Enter a day",
    "Enter where it is published or filed",
  );
  assert.match(empty.body, /value="NV-7"/);
  const early = await record(client, "air_services_2025", {
    ...note("rw", "19", "9", "NV-1"),
    "on-year": "2025",
  });
  says(early, "Enter a day that is not before the signature.");
  assert.match(early.body, /value="NV-1"/);
  assert.equal(
    (await town.app.parts.partnership.history("air_services_2025")).filter(
      ({ type }) => type === "NoteReceived",
    ).length,
    0,
  );
});

test("With the last note the agreement is in force, and services follow in every server", async () => {
  const client = await keeper();
  const id = "air_services_2025";
  const open = (which: Town) => {
    const treaty = which.app.catalogue
      .current("air-operator-authorisation")
      ?.treaties?.find((each) => each.id === id);
    return treaty?.parties.map(({ inForceOn }) => inForceOn);
  };
  await record(client, id, note("az", "20", "11", "NV-11"));
  await other.app.parts.live.look();
  assert.deepEqual(open(other), [null, null]);
  const asked = await record(client, id, note("rw", "23", "11", "NV-12"));
  says(asked, "This note puts the instrument into force", "into force on 23 November 2026");
  says(asked, "Operating authorisation", "within 24 hours of recording");
  const types = async () => (await town.app.parts.partnership.history(id)).map(({ type }) => type);
  assert.equal((await types()).filter((type) => type === "NoteReceived").length, 1);
  const confirmed = { ...note("rw", "23", "11", "NV-12"), confirmed: "yes" };
  await record(client, id, confirmed);
  const mistaken = { what: "withdraw-note", side: "rw", source: "", reason: "Wrong file" };
  says(await record(client, id, mistaken), "Recorded.");
  assert.equal((await types()).at(-1), "NoteWithdrawn", "in force, but just recorded");
  const last = await record(client, id, confirmed);
  says(last, "Recorded.", "In force since 23 November 2026", "on receipt of the last note");
  await other.app.parts.live.look();
  assert.deepEqual(open(other), ["2026-11-23", "2026-11-23"]);
  says(await other.guest().get("/partnership?lang=en"), "In force");
  const history = await town.app.parts.partnership.history(id);
  assert.match(history.at(-1)?.actor ?? "", /^officer:/);
});

test("Thirty days after the last note the visa check says that no visa is needed", async () => {
  const client = await keeper();
  const id = "visa_exemption_2023";
  await record(client, id, note("az", "20", "11", "NV-21"));
  const last = { ...note("rw", "23", "11", "NV-22"), confirmed: "yes" };
  const page = await record(client, id, last);
  says(page, "23 December 2026", "30 days after the last note of 23 November 2026");
  await other.app.parts.live.look();
  const def = other.app.catalogue.current("visa-exemption-check");
  assert.ok(def);
  const bound = def.treaties?.find((each) => each.id === id);
  assert.ok(bound?.parties.every(({ inForceOn }) => inForceOn === "2026-12-23"));
});

test("The same post again records nothing twice, and a note taken back shuts the service", async () => {
  const client = await keeper();
  const id = "education_2025";
  await record(client, id, note("az", "20", "11", "NV-31"));
  const again = await record(client, id, note("az", "20", "11", "NV-31"));
  says(again, "Recorded.");
  const second = await record(client, id, note("az", "21", "11", "NV-32"));
  says(second, "A note from Azerbaijan is already recorded");
  const back = await record(client, id, {
    ...{ what: "withdraw-note", side: "az", source: "", reason: "Wrong file" },
  });
  says(back, "Recorded.");
  const types = (await town.app.parts.partnership.history(id)).map(({ type }) => type);
  assert.deepEqual(types.slice(-2), ["NoteReceived", "NoteWithdrawn"]);
});

/** Sends one of the forms for what is recorded more seldom. */
async function seldom(
  client: Client,
  id: string,
  what: string,
  typed: Readonly<Record<string, string>>,
) {
  const path = `/desk/instruments/${id}`;
  await client.get(path);
  return client.post(`${path}/${what}`, { source: "MINAFFET archive 2026/118", ...typed });
}

const onDay = (name: string, day: string) => {
  const [year = "", month = "", date = ""] = day.split("-");
  return { [`${name}-day`]: date, [`${name}-month`]: month, [`${name}-year`]: year };
};

test("Whoever has the text records its clauses, and the days follow from the rule", async () => {
  const client = await keeper();
  const empty = await seldom(client, "agriculture_2025", "clauses", { source: "" });
  says(empty, "Select when it enters into force", "Enter where it is published or filed");
  const dateless = await seldom(client, "agriculture_2025", "clauses", { entry: "date" });
  says(dateless, "Enter a day");
  const below = await seldom(client, "agriculture_2025", "clauses", {
    ...{ entry: "last-note", days: "-3", years: "-5", notice: "1.5" },
  });
  assert.equal(below.status, 422);
  says(below, "Enter a whole number from 0 to 9,999", "Enter a whole number from 1 to 999");
  for (const field of ["days", "years", "notice"])
    assert.match(below.body, new RegExp(`href="#clauses-${field}"`));
  const signed = await seldom(client, "agriculture_2025", "clauses", { entry: "signature" });
  says(signed, "In force since 20 September 2025", "on the day of signature");
  const late = await seldom(client, "agriculture_2025", "clauses", { entry: "last-note" });
  says(late, "This instrument is already in force.");
});

test("Provisional application and the depositary stand with their clauses", async () => {
  const client = await keeper();
  const recorded = await seldom(client, "trade_and_investment_2025", "clauses", {
    ...{ entry: "last-note", provisional: "yes", depositary: "Secretariat of the commission" },
  });
  says(recorded, "Applied provisionally", "Depositary Secretariat of the commission");
  const open = await town.guest().get("/partnership/trade_and_investment_2025?lang=en");
  says(open, "Depositary Secretariat of the commission");
  const again = await seldom(client, "trade_and_investment_2025", "clauses", {
    entry: "last-note",
  });
  assert.doesNotMatch(textOf(again), /Depositary Secretariat/, "the later text says nothing of it");
});

test("When a parent lapses, what carries it out is flagged", async () => {
  const client = await keeper();
  const ended = await seldom(client, "asan_model_2025", "clauses", {
    ...{ entry: "date", years: "1" },
    ...onDay("date", "2025-07-01"),
  });
  says(ended, "Expired", "Carried out by", "This instrument no longer binds");
  const child = await town.guest().get("/partnership/asan_programme_2025?lang=en");
  says(child, "The instrument that it implements is no longer in force.");
  says(await town.guest().get("/partnership?lang=en"), "that it implements is no longer in force");
});

test("Amendments, protocols and the registration with the United Nations stand with it", async () => {
  const client = await keeper();
  const id = "agriculture_2025";
  const registered = await seldom(client, id, "un", {
    number: "UNTS I-58123",
    ...onDay("on", "2026-11-20"),
  });
  says(registered, "Registration with the United Nations", "UNTS I-58123, 20 November 2026");
  const amended = await seldom(client, id, "amendment", {
    ...{ title: "Protocol on plant health", years: "5" },
    ...onDay("on", "2026-11-21"),
  });
  says(amended, "Protocol on plant health, 21 November 2026", "20 September 2030");
  const early = await seldom(client, "education_2025", "un", {
    number: "UNTS I-1",
    ...onDay("on", "2026-11-20"),
  });
  says(early, "This instrument is not in force.");
  const air = await town.guest().get("/partnership/air_services_2025?lang=en");
  says(air, "Approved by parliament, 16 December 2025, 87 days later");
});

test("A text that is applied before it is in force says so", async () => {
  const client = await keeper();
  const path = "/desk/instruments/education_2025";
  await client.get(path);
  const clauses = { entry: "last-note", days: "30", source: "MINAFFET archive 2026/118" };
  await client.post(`${path}/clauses`, { ...clauses, provisional: "yes" });
  says(await client.get("/partnership/education_2025?lang=en"), "Applied provisionally");
  await client.get(path);
  await client.post(`${path}/clauses`, { ...clauses, provisional: "no" });
  says(await client.get("/partnership/education_2025?lang=en"), "Signed, not in force");
});

test("The public page adds up money by side and currency, of what everybody may read", async () => {
  const client = await keeper();
  const page = await town.guest().get("/partnership?lang=en");
  says(page, "235,500,000 Frw", "rate of 4 March 2026", "In kind");
  const path = "/desk/commitments/negotiating-position/money";
  await client.get(path);
  await client.post(path, {
    ...{ side: "rw", kind: "cash", stage: "spent", amount: "7", currency: "RWF" },
    ...{ "on-day": "20", "on-month": "11", "on-year": "2026" },
  });
  says(await client.get("/desk/commitments/negotiating-position?lang=en"), "7 Frw");
  says(await town.guest().get("/partnership?lang=en"), "235,500,000 Frw");
});
