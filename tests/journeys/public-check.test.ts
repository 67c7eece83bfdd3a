import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { readExamples } from "../../src/catalogue/index.ts";
import { exampleFacts, rulingOf } from "../../src/form/index.ts";
import type { Answer, Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

type Given = Readonly<Record<string, unknown>>;

const typed = (value: unknown): string | undefined =>
  typeof value === "boolean"
    ? value
      ? "yes"
      : "no"
    : value === undefined
      ? undefined
      : String(value);

/**
 * Answers page after page as a person would, until no question is left. `given` of a list are its
 * items.
 */
async function answer(client: Client, service: string, given: Given): Promise<Answer> {
  const path = `/services/${service}/check`;
  let page = await client.get(path);
  for (let turn = 0; turn < 30; turn++) {
    const { _page, _shown, _answers } = client.hidden(path);
    if (_page === undefined || _shown === undefined) return page;
    const list = town.app.catalogue.current(service)?.form.find(({ id }) => id === _page)
      ?.repeat?.name;
    const before = JSON.parse(_answers ?? "{}")[list ?? ""] ?? [];
    const items = list ? (given[list] as readonly Given[]) : [given];
    const source: Given = items[list ? before.length : 0] ?? {};
    const fields = Object.fromEntries(_shown.split(",").map((name) => [name, typed(source[name])]));
    const more = list !== undefined && before.length + 1 < items.length;
    page = await client.post(path, { ...fields, ...(more && { _action: "add" }) });
    if (page.status !== 200) return page;
  }
  throw new Error(`questions without end at ${path}`);
}

const guestIn = async (lang: string) => {
  const guest = town.guest();
  await guest.get(`/help?lang=${lang}`);
  return guest;
};

const heading = ({ body }: Answer) => /<h1[^>]*>(.*?)<\/h1>/.exec(body)?.[1];

const file = join(
  import.meta.dirname,
  "../../jurisdictions/rw/services/visa-exemption-check/examples.yaml",
);
const told = readExamples(file, readFileSync(file, "utf8")).examples.filter(
  ({ expect }) => expect.ruling !== undefined && expect.problems?.length === 0,
);

test("Every ruling of the visa check that an example reaches is among those that are tried here", () => {
  assert.ok(new Set(told.map(({ expect }) => expect.ruling)).size >= 6);
});

for (const example of told)
  test(`Visa check without sign-in: ${example.name}`, async () => {
    const service = "visa-exemption-check";
    const ruling = town.app.catalogue
      .current(service)
      ?.rulings.find(({ id }) => id === example.expect.ruling);
    const end = await answer(await guestIn("en"), service, example.answers);
    assert.equal(end.status, 200, end.body);
    assert.equal(heading(end), ruling?.title.en);
    assert.ok(end.body.includes("What you answered"));
    assert.ok(end.body.includes(`href="/services/${service}/check"`), "start again");
    assert.equal(end.path, `/services/${service}/check`, "no answer stands in the address");
  });

test("From the day on which the agreement binds both sides, the same answers say that no visa is needed", () => {
  const def = town.app.catalogue.current("visa-exemption-check");
  const example = told.find(({ expect }) => expect.ruling === "exempt-once-in-force");
  assert.ok(def && example);
  const bound = (rw: string | null, az: string | null) => ({
    ...def,
    treaties: (def.treaties ?? []).map((each) => ({
      ...each,
      parties: each.parties.map((side) => ({ ...side, inForceOn: side.code === "rw" ? rw : az })),
    })),
  });
  const ruled = (today: string, rw: string | null, az: string | null) =>
    rulingOf(bound(rw, az), example.answers as never, { ...exampleFacts(example), today })?.id;
  assert.equal(ruled("2027-03-01", "2027-01-01", null), "exempt-once-in-force");
  assert.equal(ruled("2027-01-31", "2027-01-01", "2027-02-01"), "exempt-once-in-force");
  assert.equal(ruled("2027-02-01", "2027-01-01", "2027-02-01"), "exempt");
});

test("A requirement that does not concern these answers is left out of the result", async () => {
  const given = { your_nationality: "RW", your_national_id: true, your_birth_date: "1990-01-01" };
  const lines = async (who: string) => {
    const { body } = await answer(await guestIn("en"), "birth-certificate", { ...given, who });
    return ["You are Rwandan", "you have a national ID", "at least 16 years"].filter((words) =>
      body.includes(words),
    );
  };
  assert.deepEqual(await lines("child"), ["You are Rwandan"]);
  assert.equal((await lines("self"))[1], "you have a national ID");
});

test("The visa check answers in Kinyarwanda, French and Azerbaijani", async () => {
  const [example] = told;
  const rulings = town.app.catalogue.current("visa-exemption-check")?.rulings;
  for (const lang of ["rw", "fr", "az"]) {
    const end = await answer(await guestIn(lang), "visa-exemption-check", example?.answers ?? {});
    const expected = rulings?.find(({ id }) => id === example?.expect.ruling)?.title[lang];
    assert.equal(heading(end)?.replaceAll("&#39;", "'"), expected);
  }
});

test("Days that cannot be are refused at their field, and what was typed stays", async () => {
  const given = {
    nationality: "az",
    passport: "diplomatic",
    purpose: "visit",
    days_spent: 181,
    days_planned: 0,
  };
  const end = await answer(await guestIn("en"), "visa-exemption-check", given);
  assert.equal(end.status, 422);
  assert.match(end.body, /<title>Error: /);
  assert.match(end.body, /href="#days_spent"/);
  assert.match(end.body, /value="181"/);
});

test("An unanswered question is asked for, and the page before can be gone back to", async () => {
  const path = "/services/visa-exemption-check/check";
  const guest = await guestIn("en");
  await guest.get(path);
  const empty = await guest.post(path, {});
  assert.equal(empty.status, 422);
  await guest.post(path, { nationality: "az" });
  await guest.post(path, { nationality: "az", passport: "service" });
  const stay = await guest.post(path, { nationality: "az", passport: "service", purpose: "visit" });
  assert.equal(heading(stay), "About the stay");
  const back = await guest.post(path, { days_spent: "3", _action: "back" });
  assert.equal(heading(back), "About the traveller");
  assert.match(back.body, /value="az" checked/);
});

const hectares = (...sizes: readonly number[]) => sizes.map((size) => ({ hectares: size }));
const licence = (blocks: readonly Given[], more: Given = {}) => ({
  entity: "company",
  blocks,
  ...more,
});

test("A block of 400 hectares may be applied for", async () => {
  const end = await answer(
    await guestIn("en"),
    "mineral-exploration-licence",
    licence(hectares(400)),
  );
  assert.equal(heading(end), "You can apply");
  assert.match(end.body, /href="\/sign-in\?next=\/services\/mineral-exploration-licence"/);
});

test("A block of 400.1 hectares may not, and the rule and its law are named", async () => {
  const end = await answer(
    await guestIn("en"),
    "mineral-exploration-licence",
    licence(hectares(400.1)),
  );
  assert.equal(heading(end), "You cannot apply for this now");
  assert.match(end.body, /Block 1: Size/);
  assert.match(end.body, /A block can have at most 400 hectares; divide it/);
  assert.doesNotMatch(end.body, /not confirmed/, "what the authors noted of a law stays with them");
  assert.doesNotMatch(end.body, /Sign in to apply/);
});

test("Several blocks must touch, and only then is that asked", async () => {
  const guest = await guestIn("en");
  const apart = licence(hectares(100, 200), { contiguous: false });
  const end = await answer(guest, "mineral-exploration-licence", apart);
  assert.match(end.body, /Apply separately for blocks that do not touch one another/);
  const together = licence(hectares(100, 200), { contiguous: true });
  assert.equal(
    heading(await answer(guest, "mineral-exploration-licence", together)),
    "You can apply",
  );
});

test("Only the questions that decide are asked: of a block its size alone", async () => {
  const path = "/services/mineral-exploration-licence/check";
  const guest = await guestIn("en");
  await guest.get(path);
  await guest.post(path, { entity: "company" });
  assert.equal(guest.hidden(path)._shown, "hectares");
});

test("A guest is asked about themselves what the answers leave open", async () => {
  const service = "birth-certificate";
  const rwandan = { your_nationality: "RW" };
  const child = await answer(await guestIn("en"), service, { who: "child", ...rwandan });
  assert.equal(heading(child), "You can apply", "nothing else of the parent is asked");
  assert.match(child.body, /500\sFrw[\s\S]*1 working day/, "cost and time for this person");
  assert.match(child.body, /href="\/sign-in\?next=\/services\/birth-certificate"/);
  const you = { ...rwandan, your_national_id: true, your_birth_date: "1990-01-02" };
  const own = await answer(await guestIn("en"), service, { who: "self", ...you });
  assert.equal(heading(own), "You can apply");
  const young = { who: "self", ...you, your_birth_date: "2015-01-02" };
  const boy = await answer(await guestIn("en"), service, young);
  assert.equal(heading(boy), "You cannot apply for this now");
  assert.match(boy.body, /What you can do instead[\s\S]*parents can apply for you/);
  const other = { who: "child", your_nationality: "other" };
  const foreigner = await answer(await guestIn("en"), service, other);
  assert.equal(heading(foreigner), "You cannot apply for this now");
  assert.match(foreigner.body, /href="\/centres"/);
  const none = { card: "national", ...rwandan, your_national_id: false };
  const without = await answer(await guestIn("en"), "national-id-replacement", none);
  assert.equal(heading(without), "You cannot apply for this now");
});

test("Whoever is signed in is asked nothing that is known of them", async () => {
  const vestine = await town.as("mukamana-vestine");
  await vestine.get("/help?lang=en");
  const known = await answer(vestine, "birth-certificate", { who: "child" });
  assert.equal(heading(known), "You can apply");
  assert.match(known.body, /action="\/services\/birth-certificate\/start"/);
});

test("Answers that were tampered with break nothing: the questions begin anew", async () => {
  const path = "/services/visa-exemption-check/check";
  for (const _answers of [
    "no json",
    "[1]",
    '{"days_spent":"x","nationality":7}',
    '{"__proto__":{"a":1},"x":"y"}',
  ]) {
    const guest = await guestIn("en");
    await guest.get(path);
    const page = await guest.post(path, { _answers, _page: "stay", nationality: "az" });
    assert.ok(page.status === 200 || page.status === 422, `${_answers} ${page.status}`);
    assert.equal(heading(page), "About the traveller");
  }
});

test("A check keeps nothing: no draft and no application come of it", async () => {
  await answer(await guestIn("en"), "mineral-exploration-licence", licence(hectares(400)));
  const [kept] = await town.app.sql`
    select (select count(*) from cases.draft)::int as drafts,
      (select count(*) from cases.application)::int as applications`;
  assert.deepEqual({ ...kept }, { drafts: 0, applications: 0 });
});

test("Who cannot apply is told before page 1, with what to do instead", async () => {
  const refugee = await town.as("ndayizeye-jean-bosco");
  const page = await refugee.get("/services/birth-certificate?lang=en");
  assert.match(page.body, /You cannot apply for this now[\s\S]*Only Rwandans can apply/);
  assert.match(page.body, /What you can do instead[\s\S]*civil registrar/);
  assert.doesNotMatch(page.body, /action="\/services\/birth-certificate\/start"/);
  await refugee.get("/services/company-registration");
  const started = await refugee.post("/services/birth-certificate/start");
  assert.equal(started.path, "/services/birth-certificate", "no draft begins");
});
