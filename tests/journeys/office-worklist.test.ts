import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { decide, formOfAct, page, type Sent, sent } from "./office-given.ts";

let town: Town;
const birth = "birth-certificate";
let one: Sent;
let two: Sent;

async function desk(id: string): Promise<Client> {
  const browser = await town.as(id);
  await browser.get("/office?lang=en");
  return browser;
}

before(async () => {
  town = await startTown();
  const inHuye = { district: "huye", sector: "huye.ngoma" };
  one = await sent(town, birth, { answers: { child_name: "Ishimwe Lea", ...inHuye } });
  two = await sent(town, birth);
});
after(() => town?.close());

describe("The officer's list", () => {
  it("tells files apart by the applicant and by what the service names", async () => {
    const list = await (await desk("officer-mutesi")).get("/office");
    says(list, "Habimana Eric", "Ishimwe Lea · Ngoma", "All (2)", "Not assigned (2)");
  });

  it("measures lateness by what the citizen was promised, also after the first step", async () => {
    town.setClock("2026-12-01T08:00:00Z");
    await decide(await desk("officer-mutesi"), one.caseId, "found");
    const secretary = await desk("officer-nsengimana");
    const late = await secretary.get("/office?show=overdue");
    says(late, one.reference, "overdue by", "due today", "23 November overdue");
    const lateAtStep = await secretary.get("/office?show=step-overdue");
    assert.ok(!textOf(lateAtStep).includes(one.reference));
    const tabs = /class="of-tabs"[\s\S]*?<\/nav>/.exec(lateAtStep.body)?.[0] ?? "";
    assert.match(
      tabs.replaceAll(/\s+/g, " "),
      /aria-current="[a-z]+"[^>]*> ?Overdue at this step \(0\)/,
    );
  });

  it("is narrowed by office and step, and sorted by the step", async () => {
    const registrar = await desk("officer-mutesi");
    const gasabo = await registrar.get(`/office?service=${birth}&office=gasabo&sort=step`);
    says(gasabo, two.reference, "All (1)");
    const none = await registrar.get(`/office?service=${birth}&stage=signature`);
    assert.ok(!textOf(none).includes(two.reference));
    assert.match(none.body, /<option value="signature" selected/);
  });

  it("is sorted by a column, either way, page after page with the filters", async () => {
    const at = { answers: { district: "rubavu", sector: "rubavu.gisenyi" } };
    const early = await sent(town, birth, at);
    town.setClock("2026-12-01T09:00:00Z");
    const late = await sent(town, birth, at);
    const registrar = await desk("officer-mutesi");
    const list = `/office?service=${birth}&office=rubavu`;
    const headOf = (body: string, by: string) =>
      body.match(new RegExp(`<th[^>]*>\\s*<a[^>]*sort=${by}"`))?.[0] ?? "";
    const order = ({ body }: { readonly body: string }) =>
      [early, late].toSorted((a, b) => body.indexOf(a.reference) - body.indexOf(b.reference));
    const plain = await registrar.get(list);
    assert.match(headOf(plain.body, "-promise"), /aria-sort="ascending"/);
    assert.doesNotMatch(headOf(plain.body, "received"), /aria-sort/);
    const [, href = ""] = /href="([^"]*sort=received)"/.exec(plain.body) ?? [];
    const oldest = await registrar.get(href.replaceAll("&amp;", "&"));
    assert.match(oldest.path, /office=rubavu/);
    assert.match(headOf(oldest.body, "-received"), /aria-sort="ascending"/);
    assert.deepEqual(order(oldest), [early, late]);
    const newest = await registrar.get(`${list}&sort=-received`);
    assert.match(headOf(newest.body, "received"), /aria-sort="descending"/);
    assert.deepEqual(order(newest), [late, early]);
  });

  it("asks for a file where none was selected to be claimed", async () => {
    const registrar = await desk("officer-mutesi");
    await registrar.get("/office");
    says(await registrar.post("/office/claim-all", {}), "Select at least one file to claim.");
  });

  it("is where an officer comes back to after an act, as it was", async () => {
    const registrar = await desk("officer-mutesi");
    const list = `/office?show=unclaimed&service=${birth}`;
    await registrar.get(list);
    const [task] = (await town.app.parts.cases.open(two.caseId))?.state.tasks ?? [];
    const opened = await registrar.post("/office/claim", { row: `${two.caseId}~${task?.key}` });
    assert.equal(opened.path.split("?")[0], page(two.caseId));
    const [form] = opened.body.match(/action="[^"]*\/act[^"]*"/) ?? [];
    const action = form?.slice(8, -1).replaceAll("&amp;", "&") ?? "";
    const done = await registrar.post(action, formOfAct(registrar, "release"));
    assert.equal(done.path, list);
  });

  it("is saved as a table", async () => {
    const registrar = await desk("officer-mutesi");
    const csv = await registrar.get("/office/worklist.csv?office=gasabo");
    assert.equal(csv.status, 200);
    assert.match(csv.body, new RegExp(two.reference));
    assert.ok(!csv.body.includes(one.reference));
    const { status, bytes } = await registrar.download("/office/worklist.xlsx");
    assert.equal(status, 200);
    assert.equal(Buffer.from(bytes.subarray(0, 2)).toString(), "PK");
  });
});

describe("The answers of a file", () => {
  it("stand in the officer's language, and as they were asked one click away", async () => {
    const registrar = await desk("officer-mutesi");
    const own = await registrar.get(page(two.caseId));
    assert.doesNotMatch(own.body, /As it was asked/);
    const french = await registrar.get(`${page(two.caseId)}?lang=fr`);
    const [answers = ""] = french.body.match(/id="answers"[\s\S]*?<\/section>/) ?? [];
    const [inFrench = "", original = ""] = answers.split("<details");
    assert.match(inFrench, /Nom complet de l(&#39;|’|')enfant/);
    assert.doesNotMatch(inFrench, /Full name of the child/);
    assert.match(original, /lang="en"[\s\S]*Full name of the child/);
    await registrar.get("/office?lang=en");
  });
});
