import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { says } from "./apply-given.ts";

let town: Town;
before(async () => {
  town = await startTown("2026-11-23T08:00:00Z");
});
after(() => town.close());

const officer = async (): Promise<Client> => {
  const client = await town.as("officer-gahigi");
  await client.get("/desk?lang=en");
  return client;
};

/** Fills the form of one act, as an officer types it. */
async function act(client: Client, id: string, name: string, typed: Record<string, string>) {
  const path = `/desk/commitments/${id}/${name}`;
  await client.get(path);
  return client.post(path, typed);
}

const day = (name: string, on: string) => {
  const [year = "", month = "", of = ""] = on.split("-");
  return { [`${name}-day`]: of, [`${name}-month`]: month, [`${name}-year`]: year };
};

test("Everybody reads what was promised, what each side says, and who is silent", async () => {
  const overview = await town.guest().get("/partnership?lang=en");
  says(overview, "Closed by both sides", "All commitments");
  const list = await town.guest().get("/partnership/commitments?lang=en");
  says(list, "Open a weekly cargo flight between Baku and Kigali", "No answer since");
  const one = await town.guest().get("/partnership/commitments/asan-first-services?lang=en");
  says(one, "No answer since 2 September 2026", "On track", "64,000,000", "article 4");
  assert.doesNotMatch(one.body, /Two registries are not connected yet/, "a difficulty is no news");
  assert.doesNotMatch(one.body, /Umutoni|@minict/, "who holds a post is nobody's business");
  const instrument = await town.guest().get("/partnership/asan_programme_2025?lang=en");
  says(instrument, "Train forty officers of the Kigali centre in Baku");
});

test("What both governments alone may read is not there for anybody else", async () => {
  const list = await town.guest().get("/partnership/commitments?q=joint+list&lang=en");
  says(list, "Number of commitments: 0");
  const one = await town.guest().get("/partnership/commitments/negotiating-position?lang=en");
  assert.equal(one.status, 404);
  const none = await town.guest().get("/partnership/commitments/no-such-one?lang=en");
  const text = (body: string) =>
    body.replace(/<[^>]*>/g, "").replaceAll(/no-such-one|negotiating-position/g, "");
  assert.equal(text(one.body), text(none.body));
  says(await (await officer()).get("/desk/commitments/negotiating-position"), "Both governments");
});

test("The desk finds what is late, silent, disagreed or waits for an answer", async () => {
  const client = await officer();
  const listed = async (query: string): Promise<readonly string[]> => {
    const { body } = await client.get(`/desk/commitments?${query}`);
    const links = body.matchAll(/class="govuk-link hw-table__title" href="([^"]*)"/g);
    return [...links].map(([, href = ""]) => href);
  };
  const has = async (query: string, id: string) =>
    assert.ok((await listed(query)).includes(`/desk/commitments/${id}`), `${query}: ${id}`);
  await has("show=silent", "asan-first-services");
  await has("show=late", "cargo-flight");
  await has("show=disagreed", "asan-trainers");
  await has("show=waiting&side=rw", "asan-trainers");
  await has("show=no-owner", "fertiliser-standards");
  await has("show=stale", "codeshare");
  await has("group=education", "scholarships-first-intake");
  await has("q=FLIGHT", "cargo-flight");
  assert.deepEqual(await listed("q=100%25"), []);
});

test("A report names all its problems at once, and is kept with what was typed", async () => {
  const client = await officer();
  const empty = await act(client, "codeshare", "report", { "forecast-day": "31" });
  assert.equal(empty.status, 422);
  says(empty, "Select how it is going", "Enter the next step", "Enter a day");
  const other = await act(client, "codeshare", "report", {
    ...{ side: "az", status: "on-track", next: "Meet in Baku" },
  });
  says(other, "Enter the number of their letter");
  const done = await act(client, "codeshare", "report", {
    ...{ side: "rw", status: "late", next: "Send the draft", difficulty: "One signature" },
    ...day("forecast", "2027-09-30"),
  });
  const wrong = await act(client, "codeshare", "report", {
    ...{ side: "rw", status: "blocked", next: "Wait", ...day("forecast", "2020-01-01") },
  });
  says(wrong, "Enter the difficulty that blocks it", "it cannot be before the report");
  says(done, "Recorded.", "Send the draft", "30 September 2027", "One signature");
});

test("Two sides that disagree stand side by side, and cannot close", async () => {
  const client = await officer();
  const page = await client.get("/desk/commitments/asan-trainers?lang=en");
  says(
    page,
    "The two sides do not say the same",
    "Azerbaijan proposed on 1 October 2026 to close it",
  );
  const accepted = {
    ...{ answer: "accept", proof: "Our list", where: "RDB 2026/90" },
  };
  const refused = await act(client, "asan-trainers", "answer", accepted);
  says(refused, "It cannot be closed: by its own report it is not done for Rwanda");
  const bare = await act(client, "asan-trainers", "answer", { answer: "accept" });
  says(bare, "Enter what proves it", "Enter where the proof is");
  const unproven = await act(client, "asan-trainers", "report", { side: "rw", status: "done" });
  says(unproven, "Enter what proves it", "Enter where the proof is");
  await act(client, "asan-trainers", "report", {
    ...{ side: "rw", status: "done", proof: "Our list", where: "RDB 2026/90" },
  });
  const closed = await act(client, "asan-trainers", "answer", accepted);
  says(closed, "Closed by both sides on 23 November 2026", "Our list", "List of 40 certificates");
});

test("A joint change waits for the other side; its letter can answer", async () => {
  const client = await officer();
  const id = "recognition-of-degrees";
  const nothing = await act(client, id, "change", {
    ...day("deadline", "2027-03-31"),
    text: "Recognise each other's university degrees within ten working days",
    ...{ measure: "Nine in ten decisions within ten working days", group: "education" },
    ...{ verification: "Figures of both authorities, each half-year", visibility: "public" },
  });
  says(nothing, "Change something before you propose it");
  const waits = await act(client, id, "change", {
    ...day("deadline", "2027-06-30"),
    text: "Recognise each other's university degrees within ten working days",
    ...{ measure: "Nine in ten decisions within ten working days", group: "education" },
    ...{ verification: "Figures of both authorities, each half-year", visibility: "public" },
  });
  says(
    waits,
    "Rwanda proposed a change",
    "Deadline: 30 June 2027",
    "does not object by 7 December",
  );
  const without = await act(client, id, "answer", { answer: "accept" });
  says(without, "Enter the number of their letter");
  const done = await act(client, id, "answer", { answer: "accept", letter: "MFA 2026/331" });
  says(done, "by 30 June 2027", "Everything that was recorded", "Their letter: MFA 2026/331");
  const events = await town.app.parts.partnership.commitments.history(id);
  assert.ok(events.some(({ data }) => "letter" in (data as object)));
});

test("Silence accepts a later deadline after its day", async () => {
  const { partnership } = town.app.parts;
  assert.deepEqual(await partnership.commitments.silentlyAccepted("2026-11-03"), []);
  assert.deepEqual(await partnership.commitments.silentlyAccepted("2026-11-04"), ["cargo-flight"]);
});

test("Money is kept per side, in its currency, with the day of its rate", async () => {
  const client = await officer();
  const wrong = await act(client, "codeshare", "money", { side: "rw", amount: "a lot" });
  says(wrong, "Select cash or in kind", "Select a currency", "Enter an amount above zero");
  const days = await act(client, "codeshare", "money", {
    ...{ side: "rw", kind: "cash", stage: "committed", amount: "5", currency: "USD" },
    ...{ ...day("on", "2020-01-01"), ...day("rate", "2030-01-01") },
  });
  says(days, "not before the signature", "not in the future");
  for (const field of ["on-day", "rate-day"])
    assert.match(days.body, new RegExp(`href="#money-${field}"`));
  for (const where of ["javascript:alert(1)", "http://example.org/a"]) {
    const proof = { side: "rw", status: "done", proof: "A list", where };
    says(await act(client, "codeshare", "report", proof), "begins with https://");
  }
  const page = await act(client, "codeshare", "money", {
    ...{ side: "az", kind: "in-kind", stage: "committed", amount: "1 250,50", currency: "AZN" },
    ...day("on", "2026-11-20"),
    ...day("rate", "2026-11-19"),
  });
  says(page, "1,250.50", "In kind", "rate of 19 November 2026");
  says(page, "Azerbaijan Stated by Rwanda, not public");
});

test("A new commitment waits for the other side, the same form twice is one", async () => {
  const client = await officer();
  const form = await client.get("/desk/commitments/new");
  says(form, "Do not record classified texts here");
  const empty = await client.post("/desk/commitments/new", {});
  says(empty, "Select an instrument", "Enter the text", "Enter how it is proved");
  await client.get("/desk/commitments/new");
  const typed = {
    ...{ instrument: "education_2025", at: "9", prevailing: "en", text: "Teach Azerbaijani" },
    ...{ measure: "A course", verification: "A list", visibility: "both" },
    ...{ agreed: "proposed", ...day("deadline", "2027-01-31") },
  };
  const hidden = client.hidden("/desk/commitments/new");
  const secret = { ...hidden, ...typed, visibility: "one-side" };
  says(await client.post("/desk/commitments/new", secret), "Select who may read it");
  const slip = { ...hidden, ...typed, "deadline-year": "20270" };
  says(await client.post("/desk/commitments/new", slip), "Enter a day");
  assert.match(form.body, /name="deadline-year"[^>]*maxlength="8"/);
  const made = await client.post("/desk/commitments/new", { ...hidden, ...typed });
  const history = made.body.slice(made.body.indexOf("Everything that was recorded"));
  assert.match(history, /Gahigi Bernard/, "who recorded it");
  assert.match(history, /31.January.2027/, "and what");
  assert.doesNotMatch(made.body, /Reason, if it is rejected .optional/);
  const id = made.path.split("/").at(-1) ?? "";
  await act(client, id, "answer", { answer: "accept", letter: "MFA 12" });
  says(await client.get("/desk/commitments?show=stale&q=Teach"), "Number of commitments: 0");
  says(made, "Teach Azerbaijani", "Rwanda proposed this commitment", "Both governments");
  const again = await client.post("/desk/commitments/new", { ...hidden, ...typed });
  assert.equal(again.path, made.path);
  await client.get("/desk/commitments/new");
  says(await client.post("/desk/commitments/new", typed), "in the register already");
  await client.get("/desk/commitments/new");
  const early = { ...typed, at: "10", agreed: "agreed", ...day("deadline", "2019-01-31") };
  says(await client.post("/desk/commitments/new", early), "the instrument was signed");
  const guest = await town.guest().get(made.path.replace("/desk", "/partnership"));
  assert.equal(guest.status, 404);
});

test("A post changes hands without a name in any event; a vacant one is an alert", async () => {
  const client = await officer();
  const list = await client.get("/desk/posts?lang=en");
  says(list, "Umutoni Grace", "Vacant", "Nobody");
  const path = "/desk/posts/minict-digital";
  await client.get(path);
  const wrong = await client.post(path, { held: "held", lang: "en", phone: "0788" });
  says(wrong, "Enter the name of the holder", "Enter a telephone number with its country code");
  await client.get(path);
  const given = await client.post(path, {
    ...{ held: "held", name: "Kayitesi Ange", email: "ange@minict.example", lang: "rw" },
    ...{ phone: "", deputy: "rdb-services", ...day("since", "2026-11-23") },
  });
  says(given, "Recorded.", "Kayitesi Ange");
  await client.get(path);
  await client.post(path, { held: "vacant", lang: "rw", deputy: "rdb-services" });
  const page = await client.get("/desk/commitments/asan-first-services");
  says(page, "Vacant");
  const { rows } = {
    rows: await town.database.ownerSql`select data::text as data from events.event`,
  };
  assert.ok(rows.every(({ data }) => !/Kayitesi|Umutoni|@/.test(String(data))));
  says(await client.get("/desk/posts"), "Mukamana Alice", "as deputy");
});

test("A post is opened with a title in one language at least, and is vacant", async () => {
  const client = await officer();
  await client.get("/desk/posts/new");
  const empty = await client.post("/desk/posts/new", {});
  says(empty, "Select a side", "Select what it does", "Enter the title in at least one language");
  await client.get("/desk/posts/new");
  const typed = { side: "rw", role: "owner", "title-en": "Head of the tea board", group: "trade" };
  const made = await client.post("/desk/posts/new", typed);
  says(made, "Recorded.", "Head of the tea board", "Vacant");
});

test("Only a treaty officer comes to the desk", async () => {
  assert.equal((await (await town.as("officer-mutesi")).get("/desk/commitments")).status, 403);
  assert.equal((await (await town.as("officer-mutesi")).get("/desk/posts")).status, 403);
});
