import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Reference } from "../../src/kernel/index.ts";
import { type NewPerson, rememberPerson } from "../../src/platform/auth/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import { inPage } from "../in-page.ts";
import { startTown, type Town } from "../town.ts";
import { textOf } from "./apply-given.ts";
import { confirmed, mother, seated, staff } from "./counter-given.ts";
import {
  applicationsOf,
  applied,
  approved,
  bornOn,
  type Client,
  closeTablets,
  enrolled,
  itemWith,
  judged,
  network,
  newTablet,
  pin,
  press,
  saidYes,
  shell,
  type Tablet,
  ticketTaken,
  unlocked,
  waiting,
} from "./offline-given.ts";

let town: Town;
let first: Tablet;
let second: Tablet;
before(async () => {
  town = await startTown();
  await town.person(mother.id);
  [first, second] = await Promise.all([newTablet(town), newTablet(town)]);
});
after(async () => {
  await closeTablets();
  await town?.close();
});

const born = "1994-07-04";
const phone = "0788999111";
const stranger: Client = { name: "Mutoni Alice", card: "1199980000000077", born, phone };
const mistaken: Client = { name: "Habimana Eric", card: mother.card, born };
const alice: NewPerson = {
  ...{ iss: "https://id.example", sub: "alice", name: "MUTONI Alice", givenName: "Alice" },
  ...{ familyName: "Mutoni", birthDate: born, nationalId: stranger.card },
  ...{ nationality: "RW", phone: null, email: null, language: "rw", level: 2 },
};
const references: string[] = [];
const both = (act: (tablet: Tablet) => Promise<unknown>) => Promise.all([first, second].map(act));

let numbers: readonly string[] = [];

describe("Two devices without network", () => {
  it("give out different numbers and references, and keep what both took of the same person", async () => {
    await enrolled(town, first, "mugabo-jean", "Hall, tablet 1");
    await enrolled(town, second, "uwase-claudine", "Hall, tablet 2");
    await both(async ({ page }) => network(page, "online"));
    await both(({ wire }) => wire.cut());
    numbers = [await ticketTaken(first.page), await ticketTaken(second.page)];
    assert.notEqual(numbers[0], numbers[1]);
    for (const { page } of [first, second]) references.push(await applied(page, mother, "Keza"));
    references.push(await applied(second.page, stranger, "Ganza"));
    references.push(await applied(second.page, mistaken, "Hirwa"));
    assert.equal(new Set(references).size, 4);
  });

  it("deliver all of it: what fits waits for her yes, the rest for the hall", async () => {
    await both(({ wire }) => wire.mend());
    await press(first.page, "Send now");
    await waiting(first.page, 0);
    assert.match(
      await first.page.innerText("#in-hall"),
      new RegExp(`${numbers[0]}\\s+Civil status and identity\\s+Waiting`),
      "what became of the ticket stands where it waited",
    );
    await press(second.page, "Send now");
    await waiting(second.page, 0);
    assert.equal((await applicationsOf(town, mother.id)).length, 0, "nobody has said yes yet");
    const waits = await first.page.innerText("#conflicts");
    assert.ok(waits.includes(`${references[0]}`), waits);
    assert.match(waits, /waits for the person’s yes/);
    const hall = await town.app.parts.centres.hall("kigali");
    assert.equal(hall?.today.taken, 2);
    const there = await second.page.innerText("#conflicts");
    for (const reference of references.slice(1)) assert.ok(there.includes(reference), there);
    assert.match(there, /gave the same answers for this service once more/);
    const fitsNobody = /Nobody has this national ID number, this full name/g;
    assert.equal(there.match(fitsNobody)?.length, 2, "unknown or another's: the same words");
    const operator = await seated(town, "mukeshimana-aline", "3");
    const page = await operator.get("/counter/sync/conflicts");
    for (const reference of references.slice(1)) assert.ok(page.body.includes(reference));
    assert.match(page.body, /788999111/, "the phone that was typed came along");
  });

  it("both are sent when she says yes to both, under their references", async () => {
    const yes = await saidYes(await town.as(mother.id));
    assert.deepEqual(new Set(yes), new Set(references.slice(0, 2)));
    const sent = await applicationsOf(town, mother.id);
    assert.deepEqual(new Set(sent.map(({ reference }) => reference)), new Set(yes));
    for (const [at, { page }] of [first, second].entries()) {
      await press(page, "Send now");
      await page.waitForSelector("#conflicts >> text=the person’s yes", { state: "detached" });
      assert.ok((await page.innerText("#outbox")).includes(String(references[at])));
    }
  });

  it("one more like it is asked about first, then waits for her yes too", async () => {
    const { page, wire } = first;
    await wire.cut();
    const reference = await applied(page, mother, "Keza again");
    await wire.mend();
    await press(page, "Send now");
    await page.waitForSelector("#conflicts >> text=already applied for this service");
    const operator = await seated(town, "mugabo-jean", "2");
    const list = "/counter/sync/conflicts";
    const path = `${list}/${itemWith((await operator.get(list)).body, reference)}`;
    const reason = "She wants both of them, for two children.";
    const wanted = await operator.post(path, { act: "anyway", reason });
    assert.match(wanted.body, /waits for the person’s yes/);
    assert.deepEqual(await saidYes(await town.as(mother.id)), [reference]);
    assert.ok(!(await operator.get(list)).body.includes(reference), "it is settled by that");
  });

  it("somebody unknown has signed in since, and what they gave is sent after all", async () => {
    const operator = await seated(town, "mugabo-jean", "2");
    const { body } = await operator.get("/counter/sync/conflicts");
    const path = `/counter/sync/conflicts/${itemWith(body, String(references[2]))}`;
    const before = await operator.post(path, { act: "again" });
    assert.match(before.body, /Nobody has this/);
    assert.ok((await operator.get("/counter/sync/conflicts")).body.includes(stranger.name));
    const known = await rememberPerson(town.app.sql, alice, { id: newId(), now: town.now() });
    const after = await operator.post(path, { act: "again" });
    assert.match(after.body, /has no phone. A second officer of the hall/);
    await approved(await seated(town, "mukeshimana-aline", "3"), String(references[2]));
    const sent = await town.app.parts.cases.applicationsOf(known.id);
    assert.deepEqual(
      sent.map(({ reference }) => reference),
      [references[2]],
    );
    const left = await operator.get("/counter/sync/conflicts");
    assert.ok(!left.body.includes(stranger.name), "nothing of him is kept there any more");
  });

  it("an operator opens what does not fit as an ordinary draft, and the reference stays", async () => {
    await second.wire.cut();
    const reference = await applied(second.page, mother, "Ineza");
    await second.wire.mend();
    await press(second.page, "Send now");
    await waiting(second.page, 0);
    const operator = await seated(town, "mukeshimana-aline", "3");
    const { body } = await operator.get("/counter/sync/conflicts");
    const item = itemWith(body, reference);
    const visit = await operator.post(`/counter/sync/conflicts/${item}`, { act: "open" });
    const base = /\/counter\/visits\/[0-9a-f-]{36}\/drafts\/[0-9a-f-]{36}/.exec(visit.body)?.[0];
    const receipt = await confirmed(town, operator, String(base), mother.id);
    assert.ok(receipt.body.includes(reference), textOf(receipt));
    await press(second.page, "Send now");
    const after = await operator.get("/counter/sync/conflicts");
    assert.ok(!after.body.includes(reference), "it is settled by that");
  });

  it("a number that was mistyped is put right on the server", async () => {
    const operator = await seated(town, "mugabo-jean", "2");
    const { body } = await operator.get("/counter/sync/conflicts");
    const path = `/counter/sync/conflicts/${itemWith(body, String(references[3]))}`;
    const eric = { ...alice, sub: "eric", name: "HABIMANA Eric", nationalId: "1198870000000088" };
    await rememberPerson(town.app.sql, eric, { id: newId(), now: town.now() });
    const who = { name: mistaken.name, "national-id": "1 1988 7 0000000 0 88" };
    const other = await operator.post(path, { act: "again", ...who, ...bornOn("1990-01-01") });
    assert.match(other.body, /but with another name or another date/, "the birthday must fit");
    const settled = await operator.post(path, { act: "again", ...who, ...bornOn(born) });
    assert.match(settled.body, /has no phone/);
    await approved(await seated(town, "mukeshimana-aline", "3"), String(references[3]));
  });

  it("no rule of accessibility is broken and nothing scrolls sideways, on a telephone and on a desk", async () => {
    const { page } = second;
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(`${town.url}/counter/devices`);
      await page.goto(town.url + shell);
      await page.waitForSelector("#pin");
      await unlocked(page);
      const pages = { "#/": "#net", "#/ticket": "#group", "#/new": "a[href^='#/new/']" };
      for (const [path, shows] of Object.entries({
        ...pages,
        "#/new/birth-certificate": "#name",
      })) {
        await page.goto(town.url + shell + path);
        await page.waitForSelector(shows);
        assert.deepEqual(await judged(page), [], path);
      }
      await page.goto(`${town.url}/counter/devices`);
      assert.deepEqual(await judged(page), []);
      await page.goto(`${town.url}/counter/sync/conflicts`);
      assert.deepEqual(await judged(page), []);
    }
  });

  it("a device that was taken out of use delivers nothing, loses nothing, and can come back", async () => {
    const { page } = first;
    await first.wire.cut();
    const number = await ticketTaken(page);
    const manager = await staff(town, "ingabire-solange");
    const list = await manager.get("/counter/devices?lang=en");
    const row = list.body.split("<tr").find((each) => each.includes("tablet 1")) ?? "";
    const path = /action="([^"]+)"/.exec(row)?.[1] ?? "";
    await manager.post(path, { act: "revoke" });
    await first.wire.mend();
    await press(page, "Send now");
    await network(page, "revoked");
    await waiting(page, 1);
    await page.reload();
    await unlocked(page);
    await waiting(page, 1);
    assert.match(await page.innerText("#queue"), new RegExp(number));
    const hall = await town.app.parts.centres.hall("kigali");
    assert.equal(hall?.today.taken, 2);
    await manager.get("/counter/devices");
    await manager.post(path, { act: "reinstate" });
    await press(page, "Send now");
    await waiting(page, 0);
    assert.equal((await town.app.parts.centres.hall("kigali"))?.today.taken, 3);
  });

  it("one item delivered five times at one moment is one application", async () => {
    const { page } = first;
    const zoe = { ...alice, sub: "zoe", name: "UMUHOZA Zoe", nationalId: "1199270000000099" };
    const { id } = await rememberPerson(town.app.sql, zoe, { id: newId(), now: town.now() });
    const body = first.wire.arrived("/counter/sync").find((each) => each.includes("answers")) ?? "";
    const { device, batch } = JSON.parse(body);
    const taken = JSON.parse(batch).items.find((each: { kind: string }) => each.kind !== "ticket");
    const [free] = await town.app.sql`
      select reference from counter.reference_block where device = ${device}
        and reference not in (select reference from counter.synced where reference is not null)`;
    const item = { ...taken, id: newId(), draft: newId(), reference: free?.reference };
    const person = { name: "Umuhoza Zoe", nationalId: zoe.nationalId, birthDate: born };
    const items = [{ ...item, person }];
    const again = JSON.stringify({ items, held: 40, open: [] });
    const vaults = await inPage("src/channels/counter/offline/browser/vault.ts");
    const states = await page.evaluate(`(async () => {
      const { vault } = await (${vaults}).openVault(${JSON.stringify(pin)});
      const { signing } = await vault.all();
      const curve = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
      const key = await crypto.subtle.importKey("jwk", signing, curve, false, ["sign"]);
      const signed = async (text) => btoa(String.fromCharCode(...new Uint8Array(
        await crypto.subtle.sign(curve, key, new TextEncoder().encode(text)))));
      const { csrf } = await (await fetch("/counter/offline/state")).json();
      const batch = ${JSON.stringify(again)};
      const device = ${JSON.stringify(device)};
      const body = JSON.stringify({ device, batch, signature: await signed(batch) });
      const headers = { "content-type": "application/json", "x-csrf-token": csrf };
      const request = { method: "POST", headers, body };
      const send = async () => (await fetch("/counter/sync", request)).json();
      const answers = await Promise.all([1, 2, 3, 4, 5].map(send));
      return answers.map(({ results: [{ state, reference }] }) => state + " " + reference);
    })()`);
    assert.deepEqual(new Set(states as string[]), new Set([`conflict ${free?.reference}`]));
    assert.equal((await town.app.parts.cases.draftsOf(id)).length, 1);
    await approved(await seated(town, "mukeshimana-aline", "3"), String(free?.reference));
    const sent = await town.app.parts.cases.applicationsOf(id);
    assert.equal(sent.length, 1);
  });

  it("a reference that another application got meanwhile is replaced, and the operator is told", async () => {
    const { page, wire } = second;
    const { cases } = town.app.parts;
    const yves = { ...alice, sub: "yves", name: "GASANA Yves", nationalId: "1199070000000111" };
    const ann = { ...alice, sub: "ann", name: "INGABIRE Ann", nationalId: "1199170000000122" };
    const at = { now: town.now() };
    await rememberPerson(town.app.sql, yves, { id: newId(), ...at });
    const other = await rememberPerson(town.app.sql, ann, { id: newId(), ...at });
    await page.goto(town.url + shell);
    await unlocked(page);
    await wire.cut();
    const who = { name: "Gasana Yves", card: "1199070000000111", born };
    const reference = (await applied(page, who, "Shema")) as Reference;
    const body = first.wire.arrived("/counter/sync").find((each) => each.includes("answers")) ?? "";
    const [taken] = JSON.parse(JSON.parse(body).batch).items.filter(
      (each: { kind: string }) => each.kind !== "ticket",
    );
    const { service, definition, answers } = taken;
    const draftId = await cases.startDraft({ person: other.id, service, definition, answers });
    const applicant = { ...ann, name: ann.name };
    const sent = await cases.submit({
      draftId,
      person: other.id,
      applicant,
      lang: "en",
      reference,
    });
    assert.ok(sent.ok, JSON.stringify(sent));
    await wire.mend();
    await press(page, "Send now");
    await waiting(page, 0);
    await approved(await seated(town, "mukeshimana-aline", "3"), reference);
    await press(page, "Send now");
    await page.waitForSelector(`#outbox >> text=${reference} was already in use`);
  });

  it("a batch with another device's signature is not taken in", async () => {
    const { page } = second;
    const [body] = first.wire.arrived("/counter/sync");
    const forged = JSON.stringify({ ...JSON.parse(body ?? "{}"), batch: '{"items":[],"held":0}' });
    const status = await page.evaluate(`(async () => {
      const { csrf } = await (await fetch("/counter/offline/state")).json();
      const headers = { "content-type": "application/json", "x-csrf-token": csrf };
      const body = ${JSON.stringify(forged)};
      return (await fetch("/counter/sync", { method: "POST", headers, body })).status;
    })()`);
    assert.equal(status, 403);
  });

  it("a second tab of the same device waits for the first, so that no reference is given twice", async () => {
    await second.page.goto(town.url + shell);
    await second.page.waitForSelector("#pin");
    const other = await second.context.newPage();
    await other.goto(town.url + shell);
    await other.waitForSelector("text=already open in another tab");
    await other.close();
  });
});
