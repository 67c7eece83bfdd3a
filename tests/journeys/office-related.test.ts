import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { says } from "./apply-given.ts";
import { decide, give, page, type Sent, sent } from "./office-given.ts";

let town: Town;
const birth = "birth-certificate";
const of = { person: "mukamana-vestine" };

before(async () => {
  town = await startTown();
});
after(() => town?.close());

async function desk(id: string): Promise<Client> {
  const client = await town.as(id);
  await client.get("/office?lang=en");
  return client;
}

const listed = async ({ caseId }: Sent) =>
  (await town.app.parts.cases.accessesOf(caseId)).filter(({ what }) => what === "list");

const partOf = (body: string): string => /id="related">([\s\S]*?)<\/section>/.exec(body)?.[1] ?? "";

describe("Other files of the applicant, and likely doubles", () => {
  it("nothing is said of a file that stands alone", async () => {
    const { caseId } = await sent(town, "mineral-exploration-licence");
    const { body } = await (await desk("officer-nkurunziza")).get(page(caseId));
    assert.equal(partOf(body), "");
    assert.doesNotMatch(body, /looks like this one/);
  });

  it("are counted first; shown on demand, and each is then a look that says why", async () => {
    const first = await sent(town, birth, { ...of, answers: { child_name: "Ineza Keza" } });
    const double = await sent(town, birth, { ...of, answers: { child_name: "Ineza Keza" } });
    const sister = await sent(town, birth, {
      ...of,
      answers: { child_name: "Ineza Gwiza", child_can: "CAN-2026-000999" },
    });
    const foreign = await sent(town, "mineral-exploration-licence", of);
    const registrar = await desk("officer-mutesi");
    const shortly = await registrar.get(page(first.caseId));
    const { body } = shortly;
    const same = "Citizen Application Number (CAN) of the child CAN-2026-000123: the same in";
    says(shortly, `Warning 1 file looks like this one. ${same} ${double.reference}`);
    assert.match(partOf(body), /The applicant has 2 other files that you may read/);
    assert.deepEqual(await listed(double), [], "its number alone tells nothing of its person");
    const shown = await registrar.get(`${page(first.caseId)}?list=show%3Dmine&related=show`);
    const [doubles = "", others = ""] = partOf(shown.body).split("Other files of the applicant");
    assert.match(doubles, new RegExp(double.reference));
    assert.doesNotMatch(doubles, new RegExp(sister.reference));
    for (const { reference } of [double, sister]) assert.match(others, new RegExp(reference));
    assert.doesNotMatch(shown.body, new RegExp(foreign.reference), "no work of this officer");
    assert.deepEqual(
      (await listed(double)).map(({ purpose }) => purpose),
      ["compare"],
    );
    assert.deepEqual(await listed(foreign), []);
  });

  it("a file of somebody else about the same number is a likely double", async () => {
    const answers = { child_name: "Manzi Lisa", child_can: "CAN-2026-777777" };
    const one = await sent(town, birth, { ...of, answers });
    const other = await sent(town, birth, { answers: { ...answers, child_name: "Manzi L." } });
    const registrar = await desk("officer-mutesi");
    const { body } = await registrar.get(`${page(one.caseId)}?related=show`);
    const [doubles = ""] = partOf(body).split("Other files of the applicant");
    assert.match(doubles, new RegExp(other.reference));
  });

  it("a file in which the same entry of the register was recorded is a likely double", async () => {
    const registrar = await desk("officer-mutesi");
    const secretary = await desk("officer-nsengimana");
    const entry = { "find.register_number": "2026/123" };
    const made = async (n: number, person: string, more: Readonly<Record<string, string>>) => {
      const answers = { child_name: `Mugwaneza Child ${"IVX"[n]}`, child_can: `CAN-2026-30${n}` };
      const file = await sent(town, birth, { person, answers });
      await decide(registrar, file.caseId, "found", more);
      return file;
    };
    const one = await made(0, "mukamana-vestine", entry);
    const other = await made(1, "habimana-eric", { "find.register_number": "2026 / 123" });
    const apart = await made(2, "habimana-eric", { "find.register_number": "2026/124" });
    const { body } = await secretary.get(`${page(one.caseId)}?related=show`);
    const [doubles = ""] = partOf(body).split("Other files of the applicant");
    assert.match(body, /1 file looks like this one/);
    assert.match(doubles, new RegExp(other.reference));
    assert.doesNotMatch(doubles, new RegExp(apart.reference));
    await give(secretary, other.caseId, "claim");
    await give(secretary, other.caseId, "complete", { outcome: "return", text: "Look again." });
    await decide(registrar, other.caseId, "found", { "find.register_number": "2026/125" });
    const after = await secretary.get(page(one.caseId));
    assert.doesNotMatch(after.body, /1 file looks like this one/);
  });

  it("the same matter at another office is a likely double", async () => {
    const person = { person: "nyirahabimana-beatha" };
    const answers = { child_name: "Ganza Noella", child_can: "CAN-2026-0100" };
    const one = await sent(town, birth, { ...person, answers });
    const other = await sent(town, birth, {
      ...person,
      answers: { ...answers, child_can: "CAN-2026-0101", sector: "gasabo.kimironko" },
    });
    const { body } = await (await desk("officer-mutesi")).get(`${page(one.caseId)}?related=show`);
    const [doubles = ""] = partOf(body).split("Other files of the applicant");
    assert.match(doubles, new RegExp(other.reference));
  });

  it("a number in groups is the same number, and a season of two years is none", async () => {
    const answers = { child_name: "Shyaka Eli", child_can: "1198 8-001 22" };
    const one = await sent(town, birth, { ...of, answers });
    const other = await sent(town, birth, {
      answers: { child_name: "Shyaka E.", child_can: "11988/00122" },
    });
    const years = await sent(town, birth, {
      answers: { child_name: "Kayitare", child_can: "2026/2027" },
    });
    const same = await sent(town, birth, {
      ...of,
      answers: { child_name: "Kayitesi", child_can: "2026/2027" },
    });
    const registrar = await desk("officer-mutesi");
    const { body } = await registrar.get(`${page(one.caseId)}?related=show`);
    const [doubles = ""] = partOf(body).split("Other files of the applicant");
    assert.match(doubles, new RegExp(other.reference));
    const apart = await registrar.get(`${page(years.caseId)}?related=show`);
    assert.doesNotMatch(partOf(apart.body), new RegExp(same.reference));
  });

  it("what was granted to the applicant a short time ago is one, and later no more", async () => {
    const person = { person: "uwimana-sandrine" };
    const answers = { child_name: "Hirwa Sonia", child_can: "CAN-2026-0200" };
    const first = await sent(town, birth, { ...person, answers });
    await decide(await desk("officer-mutesi"), first.caseId, "found");
    await decide(await desk("officer-nsengimana"), first.caseId, "sign");
    const again = await sent(town, birth, {
      ...person,
      answers: { ...answers, child_can: "CAN-2026-0201" },
    });
    for (const [day, said] of [
      ["2026-12-22", /1 file looks like this one/],
      ["2026-12-24", /^(?![\s\S]*looks like this one)/],
    ] as const) {
      town.setClock(`${day}T08:00:00Z`);
      assert.match((await (await desk("officer-mutesi")).get(page(again.caseId))).body, said);
    }
  });
});
