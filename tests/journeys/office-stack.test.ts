import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser } from "playwright-core";
import type { CaseId, Reference } from "../../src/kernel/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import { barriersOn } from "../axe.ts";
import { launchBrowser } from "../browser.ts";
import { registerEntryTyped } from "../register-entry.ts";
import { startTown, type Town } from "../town.ts";
import { completed, says, textOf } from "./apply-given.ts";
import { decide, formOfAct, give, opened, page, type Sent, sent } from "./office-given.ts";
import {
  checked as checkedIn,
  chosen as chosenIn,
  deskOf,
  lookAtNext,
  screenOf,
  seenOn,
} from "./stack-given.ts";

let town: Town;
let browser: Browser;
const birth = "birth-certificate";

const desk = (id: string) => deskOf(town, id);
const screen = (id: string) => screenOf({ town, browser }, id);
const checked = (count: number) => checkedIn(town, count);
const chosen = (files: readonly Sent[]) => chosenIn(town, files);

before(async () => {
  [town, browser] = await Promise.all([startTown(), launchBrowser()]);
});
after(async () => {
  await browser?.close();
  await town?.close();
});

describe("A reviewed stack", () => {
  it("signs twenty files in at most 25 keys and 20 page loads", async () => {
    const files = await checked(20);
    const shown = await screen("officer-nsengimana");
    let [keys, loads] = [0, 0];
    shown.on("load", () => loads++);
    const press = async (key: string) => {
      keys++;
      await shown.keyboard.press(key);
    };
    await shown.clock.install();
    await shown.goto(`${town.url}/office`);
    await press("a");
    await Promise.all([shown.waitForURL("**/office/stack?**"), press("s")]);
    assert.deepEqual(await barriersOn(shown).catch(() => []), []);
    await press("1");
    await press("x");
    const ticked = shown.locator("[name=seen]:checked");
    const first = await ticked.count();
    for (let n = first; n < 20; n++) {
      await lookAtNext(shown);
      await press("x");
    }
    assert.equal(await ticked.count(), 20);
    await Promise.all([shown.waitForURL("**/office/stack/sign"), press("Enter")]);
    assert.match((await shown.textContent("h1")) ?? "", /20 files signed/);
    assert.ok(keys <= 25 && loads <= 20, `${keys} keys, ${loads} loads`);
    for (const { caseId } of files) {
      assert.equal((await opened(town, caseId)).state.status, "granted");
      const looks = await town.app.parts.cases.accessesOf(caseId as CaseId);
      assert.ok(looks.some(({ what }) => /^signed:[1-9]/.test(what)));
    }
    await shown.context().close();
  });

  it("ticks with x only what was in view for a moment, and says who ticked by hand", async () => {
    const files = await checked(3);
    const shown = await screen("officer-nsengimana");
    await shown.clock.install();
    await shown.clock.pauseAt(new Date(Date.now() + 60_000));
    const query = new URLSearchParams();
    for (const each of await chosen(files)) query.append("stack", each);
    await shown.goto(`${town.url}/office/stack?${query}`);
    const ticked = shown.locator("[name=seen]:checked");
    const pressed = async (times: number) => {
      for (let n = 0; n < times; n++) await shown.keyboard.press("x");
      return ticked.count();
    };
    assert.equal(await pressed(9), 0, "nothing was looked at");
    await lookAtNext(shown);
    assert.equal(await pressed(9), 1, "one was");
    await lookAtNext(shown);
    assert.equal(await pressed(9), 2, "and the one after it");
    await shown.context().close();
    const [one] = files;
    assert.ok(one);
    const secretary = await desk("officer-nsengimana");
    const stack = await chosen([one]);
    await secretary.post("/office/stack", { stack });
    const form = { stack, seen: seenOn(secretary), outcome: "sign" };
    says(await secretary.post("/office/stack/sign", form), "1 file signed");
    says(await secretary.get(page(one.caseId)), "Decided among other files, ticked by hand");
  });

  it("is as long as a page of the list", async () => {
    const [one, two] = await checked(2);
    assert.ok(one && two);
    const [first = "", last = ""] = await chosen([one, two]);
    const others = Array.from({ length: 48 }, () => `${newId()}~1.register-check`);
    const secretary = await desk("officer-nsengimana");
    const page = await secretary.post("/office/stack", { stack: [first, ...others, last] });
    says(page, "Review and sign 2 files", one.reference, two.reference);
  });

  it("tells of each file every step before, with what was found in it", async () => {
    const files = await checked(1);
    const secretary = await desk("officer-nsengimana");
    await secretary.get("/office");
    const page = await secretary.post("/office/stack", { stack: await chosen(files) });
    const [, digest = ""] = /<label for="seen-1">([\s\S]*?)<\/label>/.exec(page.body) ?? [];
    assert.match(digest, /Mutesi Jeannette/);
    assert.match(digest, /Sex: Female/);
    assert.match(digest, /Applicant: Born on: 19\sMay 1976 · National ID number: \d+/);
    assert.match(digest, /Birth certificate: Name: [^·]+ · Sex: Female · Date of birth: \d+\s\w+/);
  });

  it("tells how many notes a file has, and what the newest says", async () => {
    const file = await sent(town, birth);
    const registrar = await desk("officer-mutesi");
    await give(registrar, file.caseId, "claim");
    for (const text of ["First telephone call.", "The <mother> was asked: the name is right."]) {
      await registrar.get(page(file.caseId));
      await registrar.post(`${page(file.caseId)}/notes`, { text });
    }
    await give(registrar, file.caseId, "complete", { outcome: "found", ...registerEntryTyped });
    const secretary = await desk("officer-nsengimana");
    await secretary.get("/office");
    const [plain] = await checked(1);
    assert.ok(plain);
    const { body } = await secretary.post("/office/stack", { stack: await chosen([file, plain]) });
    const labels = [...body.matchAll(/<label for="seen-\d">([\s\S]*?)<\/label>/g)];
    const [noted = "", without = ""] = labels.map(([, label]) => label);
    const marked =
      /hw-tag--action">Internal notes \(2\)<\/strong><br>Mutesi Jeannette · [^·]+ · The/;
    assert.match(noted, marked);
    assert.match(
      noted,
      /The &lt;mother&gt; was asked[\s\S]*First telephone call[\s\S]*of-work__step/,
    );
    assert.doesNotMatch(without, /Internal notes/);
  });

  it("asks about each file that looks like another without a number of it", async () => {
    const [one] = await checked(2);
    assert.ok(one);
    const secretary = await desk("officer-nsengimana");
    await secretary.get("/office");
    const page = await secretary.post("/office/stack", { stack: await chosen([one]) });
    const [, label = ""] = /<label for="seen-1">([\s\S]*?)<\/label>/.exec(page.body) ?? [];
    assert.match(label, /like this one/);
    assert.match(label, /A tick says that you have and that this is not the same/);
    const [, alike = ""] =
      /like this one[\s\S]*?([2-9A-Z]{5}-[2-9A-Z]{5}) · Habimana/.exec(label) ?? [];
    const file = await town.app.parts.cases.track(alike as Reference);
    const looks = await town.app.parts.cases.accessesOf(file?.id ?? assert.fail(label));
    assert.ok(looks.some(({ purpose }) => purpose === "compare"));
  });

  it("is offered only for files that can be signed together, and says why of others", async () => {
    const complaint = await sent(town, "feedback-and-complaint", { answers: { about: "nla" } });
    await completed(town, complaint.caseId, "registration", "pass-on");
    const land = town.officers.find(
      ({ authority, roles }) => authority === "nla" && roles.includes("supervisor"),
    );
    const supervisor = await desk(land?.id ?? assert.fail());
    const { body } = await supervisor.get("/office");
    assert.match(body, /Decided on its own page: it asks what was found/);
    assert.match(body, /No file on this page can be signed together/);
    assert.match(body, /Keys: a selects all files on this page, c claims them\./, "no key s");
    assert.doesNotMatch(body, /Decide the selected files together/);
    const stack = await chosen([complaint]);
    says(await supervisor.post("/office/stack", { stack }), "it asks what was found");
  });

  it("keeps the ticks of list and stack when one comes back", async () => {
    const files = await checked(2);
    const shown = await screen("officer-nsengimana");
    await shown.goto(`${town.url}/office`);
    const boxes = shown.locator("[name=stack][type=checkbox]");
    const ticked = shown.locator("[name=stack][type=checkbox]:checked");
    await shown.locator("[data-all]").check();
    assert.equal(await ticked.count(), await boxes.count());
    await shown.locator("[data-all]").uncheck();
    assert.equal(await ticked.count(), 0);
    const own = shown.locator(`[name=stack][value^="${files[0]?.caseId}"]`);
    await own.check();
    await Promise.all([
      shown.waitForURL("**/office/stack?**"),
      shown.getByRole("button", { name: "Decide the selected files together" }).click(),
    ]);
    await shown.locator("#seen-1").check();
    await shown.locator(".of-stack a").first().click();
    await shown.waitForURL("**/office/cases/**");
    await shown.goBack();
    await shown.waitForURL("**/office/stack?**");
    assert.equal(await shown.locator("#seen-1").isChecked(), true);
    await shown.goto(`${town.url}/office`);
    assert.equal(await own.isChecked(), true);
    await shown.context().close();
  });

  it("acts on no row that was not chosen for it: after an act nothing is ticked", async () => {
    const at = { answers: { district: "huye", sector: "huye.ngoma" } };
    const files = [await sent(town, birth, at), await sent(town, birth, at)];
    const shown = await screen("officer-niyomugabo");
    await shown.goto(`${town.url}/office`);
    const ticked = shown.locator("[name=stack][type=checkbox]:checked");
    const count = shown.locator("[data-ticks]");
    assert.match(await count.innerText(), /Selected: 0/);
    for (const { caseId } of files) await shown.locator(`[name=stack][value^="${caseId}"]`).check();
    assert.match(await count.innerText(), /Selected: 2/);
    await shown.getByRole("button", { name: "Claim the selected files" }).click();
    await shown.getByText("2 of 2 files are assigned to you").waitFor();
    assert.equal(await ticked.count(), 0);
    assert.match(await count.innerText(), /Selected: 0/);
    await shown.goBack();
    await shown.locator("[data-ticks]").getByText("Selected: 0").waitFor();
    assert.equal(await ticked.count(), 0);
  });

  it("unticks what was done on the page of a file, all anew, and “a” selects all", async () => {
    const at = { answers: { district: "huye", sector: "huye.ngoma" } };
    const [one, other] = [await sent(town, birth, at), await sent(town, birth, at)];
    const shown = await screen("officer-niyomugabo");
    await shown.goto(`${town.url}/office`);
    const count = shown.locator("[data-ticks]");
    const boxOf = ({ caseId }: { readonly caseId: string }) =>
      shown.locator(`[name=stack][value^="${caseId}"]`);
    for (const each of [one, other]) await boxOf(each).check();
    await shown.goto(`${town.url}${page(one.caseId)}`);
    await Promise.all([
      shown.waitForURL("**/office/cases/**"),
      shown.locator("main").getByRole("button", { name: "Claim", exact: true }).click(),
    ]);
    await shown.getByText("Assigned to you").first().waitFor();
    await shown.goto(`${town.url}/office`);
    assert.deepEqual([await boxOf(one).isChecked(), await boxOf(other).isChecked()], [false, true]);
    assert.match(await count.innerText(), /Selected: 1/);
    await shown.reload();
    assert.match(await count.innerText(), /Selected: 0/);
    await boxOf(other).check();
    await shown.keyboard.press("a");
    const all = await shown.locator("[name=stack][type=checkbox]").count();
    assert.match(await count.innerText(), new RegExp(`Selected: ${all}`));
    await shown.context().close();
  });

  it("signs only what was ticked as seen, and says what has changed", async () => {
    const [one, two, three] = await checked(3);
    assert.ok(one && two && three);
    const secretary = await desk("officer-nsengimana");
    const stack = await chosen([one, two, three]);
    says(await secretary.post("/office/stack", { stack }), "Review and sign 3 files");
    const seen = seenOn(secretary);
    const form = { stack, outcome: "sign" };
    says(await secretary.post("/office/stack/sign", form), "Tick at least one file");
    await give(await desk("officer-nsengimana"), two.caseId, "claim");
    await secretary.post("/office/stack", { stack });
    const before = seen.filter((each) => !each.startsWith(three.caseId));
    const done = await secretary.post("/office/stack/sign", { ...form, seen: before });
    says(done, "1 file signed", "Not done", "Uwase Ineza · Remera, Gasabo · Birth certificate");
    assert.equal((await opened(town, one.caseId)).state.status, "granted");
    for (const { caseId } of [two, three])
      assert.equal((await opened(town, caseId)).state.status, "in-review");
  });

  it("is refused with one of the reasons that the service explains by itself", async () => {
    const files = await checked(2);
    const secretary = await desk("officer-nsengimana");
    const stack = await chosen(files);
    const page = await secretary.post("/office/stack", { stack });
    says(page, "Only with this outcome: Refuse", "There is no record of the birth");
    assert.doesNotMatch(page.body, /Send back for another check/);
    const form = { stack, seen: seenOn(secretary), outcome: "refuse" };
    const silent = await secretary.post("/office/stack/sign", form);
    assert.equal(silent.status, 422);
    says(silent, "Select the reason for refusing");
    assert.match(silent.body, /value="refuse"\s+checked/);
    const made = await secretary.post("/office/stack/sign", { ...form, code: "invented" });
    says(made, "Select the reason for refusing");
    const done = await secretary.post("/office/stack/sign", { ...form, code: "not-registered" });
    says(done, "2 files refused", "Refuse");
    for (const { caseId } of files) {
      const { state } = await opened(town, caseId);
      assert.deepEqual([state.status, state.decision?.reason?.code], ["refused", "not-registered"]);
    }
  });

  it("is never signed twice, nor by the officer who signed first", async () => {
    const licence = "mineral-exploration-licence";
    const { caseId } = await sent(town, licence);
    await decide(await desk("officer-nkurunziza"), caseId, "complete");
    await decide(await desk("officer-uwera"), caseId, "support");
    await decide(await desk("officer-hakizimana"), caseId, "support");
    const [first, second] = [await desk("officer-rugamba"), await desk("officer-ingabire")];
    const stack = await chosen([{ caseId, reference: "" }]);
    await decide(first, caseId, "grant");
    await first.get("/office");
    const own = await first.post("/office/stack", { stack });
    says(own, "You gave the first signature; a colleague gives the second.");
    await second.get("/office");
    await second.post("/office/stack", { stack });
    const seen = seenOn(second);
    assert.equal(seen.length, 1);
    const forms = { stack, seen };
    const hidden = /name="key" value="([^"]*)"/.exec(second.last?.body ?? "")?.[1] ?? "";
    const twice = await Promise.all([
      second.post("/office/stack/sign", { ...forms, key: hidden }),
      second.post("/office/stack/sign", { ...forms, key: hidden }),
    ]);
    assert.ok(twice.some((each) => textOf(each).includes("1 file signed")));
    const { history } = await opened(town, caseId);
    assert.equal(history.filter(({ type }) => type === "CaseDecided").length, 1);
  });
});

describe("Deciding one after the other", () => {
  it("takes the next free file of the list in hand", async () => {
    const one = await sent(town, "recognition-of-foreign-degree");
    const other = await sent(town, "recognition-of-foreign-degree");
    const intake = await desk("officer-iradukunda");
    await give(intake, one.caseId, "claim");
    const form = { ...formOfAct(intake, "complete"), outcome: "complete", and: "next" };
    const next = await intake.post(`${page(one.caseId)}/act`, form);
    assert.equal(next.path.split("?")[0], page(other.caseId));
    says(next, "Assigned to you");
  });

  it("goes on with one's own file before a free one", async () => {
    const licence = "mineral-exploration-licence";
    await sent(town, licence);
    const [own, one] = [await sent(town, licence), await sent(town, licence)];
    const intake = await desk("officer-nkurunziza");
    await give(intake, own.caseId, "claim");
    await give(intake, one.caseId, "claim");
    const form = { ...formOfAct(intake, "complete"), outcome: "complete", and: "next" };
    const next = await intake.post(`${page(one.caseId)}/act`, form);
    assert.equal(next.path.split("?")[0], page(own.caseId));
    says(next, "Assigned to you");
  });

  it("the keys say to fill in what is asked first, only where something is asked", async () => {
    const one = await sent(town, birth);
    const registrar = await desk("officer-mutesi");
    await give(registrar, one.caseId, "claim");
    says(await registrar.get(page(one.caseId)), "Before Enter, fill in what is asked.");
    const [plain] = await checked(1);
    assert.ok(plain);
    const secretary = await desk("officer-nsengimana");
    await give(secretary, plain.caseId, "claim");
    const signed = await secretary.get(page(plain.caseId));
    says(signed, "Keys: 1 to 9 choose the outcome, Enter decides");
    assert.doesNotMatch(textOf(signed), /Before Enter, fill in/);
  });

  it("Enter in a field shows what would follow, and decides nothing", async () => {
    const one = await sent(town, birth);
    const registrar = await desk("officer-mutesi");
    await give(registrar, one.caseId, "claim");
    const shown = await screen("officer-mutesi");
    await shown.goto(town.url + page(one.caseId));
    await shown.check("[name=outcome][value=found]");
    for (const [name, value] of Object.entries(registerEntryTyped)) {
      const fields = shown.locator(`form[data-decide] [name="${name}"]`);
      if ((await fields.first().getAttribute("type")) !== "radio") await fields.fill(value);
      else await shown.check(`form[data-decide] [name="${name}"][value="${value}"]`);
    }
    await shown.locator("form[data-decide] input[type=text]").first().focus();
    await Promise.all([shown.waitForURL("**/act*"), shown.keyboard.press("Enter")]);
    assert.equal(await shown.locator("#preview").count(), 1);
    assert.equal(await shown.inputValue("[name='find.birth_place']"), "Gasabo, Remera");
    assert.equal((await opened(town, one.caseId)).state.tasks[0]?.done, undefined);
    await shown.context().close();
  });

  it("claims chosen rows together, without those of a colleague", async () => {
    const at = { answers: { district: "huye", sector: "huye.ngoma" } };
    const [one, two] = [await sent(town, birth, at), await sent(town, birth, at)];
    const stack = await chosen([one, two]);
    await give(await desk("officer-mutesi"), one.caseId, "claim");
    const client = await desk("officer-niyomugabo");
    await client.get("/office");
    says(await client.post("/office/claim-all", { stack }), "1 of 2 files are assigned to you");
    says(await client.get("/office?show=mine"), two.reference);
  });
});
