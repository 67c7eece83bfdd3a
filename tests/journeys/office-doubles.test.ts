import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser } from "playwright-core";
import { barriersOn } from "../axe.ts";
import { launchBrowser } from "../browser.ts";
import { registerEntryTyped } from "../register-entry.ts";
import { startTown, type Town } from "../town.ts";
import { says } from "./apply-given.ts";
import { give, opened, page, type Sent } from "./office-given.ts";
import {
  birthOf,
  checkedOne,
  chosen,
  deskOf,
  lookAtNext,
  numbersOfOneMore,
  screenOf,
  seenOn,
} from "./stack-given.ts";

let town: Town;
let browser: Browser;

before(async () => {
  [town, browser] = await Promise.all([startTown(), launchBrowser()]);
});
after(async () => {
  await browser?.close();
  await town?.close();
});

describe("A file with the number of another one", () => {
  it("leaves out what has the number of another file, in the stack or elsewhere", async () => {
    const [one, two] = [numbersOfOneMore(), numbersOfOneMore()];
    const entry = await checkedOne(town, one);
    const sameEntry = await checkedOne(town, { ...two, entry: one.entry });
    const child = numbersOfOneMore();
    const lonely = await checkedOne(town, child);
    const elsewhere = await birthOf(town, child);
    const plain = await checkedOne(town);
    const files = [entry, sameEntry, lonely, plain];
    const secretary = await deskOf(town, "officer-nsengimana");
    await secretary.get("/office");
    const { body } = await secretary.post("/office/stack", { stack: await chosen(town, files) });
    says(secretary.last ?? assert.fail(), "Review and sign 1 file");
    const labels = [...body.matchAll(/<label for="seen-\d"[^>]*>([\s\S]*?)<\/label>/g)];
    const [first = "", second = "", third = "", fourth = ""] = labels.map(([, label]) => label);
    const [, said = ""] = /Number of the entry (.*?)\s*<a/s.exec(first) ?? [];
    assert.equal(said.trim(), `${one.entry}: the same in`);
    assert.match(first, new RegExp(`/office/cases/${sameEntry.caseId}\\?for=compare`));
    assert.match(second, new RegExp(`/office/cases/${entry.caseId}\\?for=compare`));
    assert.match(third, new RegExp(`of the child ${child.can}`));
    assert.match(third, new RegExp(`${elsewhere.reference}, which you may not read`));
    assert.doesNotMatch(fourth, /for=compare/);
    assert.equal(seenOn(secretary).length, 1);
    assert.equal([...body.matchAll(/<input type="checkbox" id="seen-\d" disabled>/g)].length, 3);
    const versions = await Promise.all(
      files.map(async ({ caseId }) => (await opened(town, caseId)).state.version),
    );
    const stack = await chosen(town, files);
    const seen = stack.map((each, index) => `${each}~${versions[index]}`);
    const done = await secretary.post("/office/stack/sign", { stack, seen, outcome: "sign" });
    says(done, "1 file signed", "Another file has the same number. Open the file");
    const status = async ({ caseId }: Sent) => (await opened(town, caseId)).state.status;
    assert.deepEqual(await Promise.all(files.map(status)), [
      ...["in-review", "in-review", "in-review", "granted"],
    ]);
  });

  it("passes over by key what is decided alone", async () => {
    const numbers = numbersOfOneMore();
    const files = [
      await checkedOne(town, numbers),
      await checkedOne(town, numbers),
      await checkedOne(town),
    ];
    const shown = await screenOf({ town, browser }, "officer-nsengimana");
    const query = new URLSearchParams();
    for (const each of await chosen(town, files)) query.append("stack", each);
    await shown.clock.install();
    await shown.goto(`${town.url}/office/stack?${query}`);
    await shown.keyboard.press("x");
    await lookAtNext(shown);
    for (let n = 0; n < 3; n++) await shown.keyboard.press("x");
    assert.equal(await shown.locator("#seen-1:checked, #seen-2:checked").count(), 0);
    assert.equal(await shown.locator("#seen-3").isChecked(), true);
    assert.deepEqual(await barriersOn(shown), []);
    await shown.context().close();
  });

  it("is signed on its own page by whoever says why, and the reason stays", async () => {
    const numbers = numbersOfOneMore();
    const [one] = [await checkedOne(town, numbers), await checkedOne(town, numbers)];
    const secretary = await deskOf(town, "officer-nsengimana");
    await give(secretary, one.caseId, "claim");
    says(await secretary.get(page(one.caseId)), "Why do you go on all the same?");
    const silent = { outcome: "sign", despite: "" };
    const refused = await give(secretary, one.caseId, "complete", silent);
    assert.equal(refused.status, 422);
    says(refused, "Enter why you go on although another file has the same number");
    assert.equal((await opened(town, one.caseId)).state.status, "in-review");
    const despite = "The <first> was lost in the post.";
    await give(secretary, one.caseId, "complete", { outcome: "sign", despite });
    assert.equal((await opened(town, one.caseId)).state.status, "granted");
    const after = await (await deskOf(town, "officer-mutesi")).get(page(one.caseId));
    says(after, "Gone on although another file has the same number");
    assert.match(after.body, /The &lt;first&gt; was lost in the post\./);
    const own = await town.as("habimana-eric");
    const told = await own.get(`/applications/${one.caseId}?lang=en`);
    assert.doesNotMatch(told.body, /lost in the post|although another file/);
  });

  it("a number that is recorded twice is refused until the officer says why", async () => {
    const numbers = numbersOfOneMore();
    const earlier = await checkedOne(town, numbers);
    const file = await birthOf(town, numbersOfOneMore());
    const registrar = await deskOf(town, "officer-mutesi");
    await give(registrar, file.caseId, "claim");
    const entry = { ...registerEntryTyped, differs: "yes", outcome: "found" };
    const typed = { ...entry, "find.register_number": numbers.entry };
    const refused = await give(registrar, file.caseId, "complete", typed);
    assert.equal(refused.status, 422);
    says(refused, "Enter why you go on although another file has the same number");
    says(refused, `Number of the entry ${numbers.entry}: the same in ${earlier.reference}`);
    assert.equal((await opened(town, file.caseId)).state.tasks[0]?.done, undefined);
    const despite = "They are twins of one entry.";
    await give(registrar, file.caseId, "complete", { ...typed, despite });
    const secretary = await deskOf(town, "officer-nsengimana");
    says(
      await secretary.get(page(file.caseId)),
      `Gone on although another file has the same number: ${despite}`,
    );
  });
});
