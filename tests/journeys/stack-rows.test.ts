import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser } from "playwright-core";
import { barriersOn } from "../axe.ts";
import { launchBrowser } from "../browser.ts";
import { startTown, type Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { give, opened, type Sent } from "./office-given.ts";
import { birthOf, chosen, deskOf, numbersOfOneMore, screenOf } from "./stack-given.ts";

let town: Town;
let browser: Browser;

before(async () => {
  [town, browser] = await Promise.all([startTown(), launchBrowser()]);
});
after(async () => {
  await browser?.close();
  await town?.close();
});

/** Applications for the certificates of so many children, at the registrar. */
async function births(count: number): Promise<readonly Sent[]> {
  const files: Sent[] = [];
  for (let n = 0; n < count; n++) files.push(await birthOf(town, numbersOfOneMore()));
  return files;
}

/** An entry of the register as it is typed into the row of a file. */
const row = ({ caseId }: Sent, entry: string, more: Readonly<Record<string, string>> = {}) =>
  Object.fromEntries(
    Object.entries({
      ...{ sex: "female", birth_place: "Gasabo, Remera", mother: "Uwase Aline" },
      ...{ father: "Eric HABIMANA", register_number: entry, registered_on: "20.3.2026" },
      ...more,
    }).map(([name, value]) => [`row.${caseId}.${name}`, value]),
  );

async function stackOf(files: readonly Sent[]) {
  const registrar = await deskOf(town, "officer-mutesi");
  const stack = await chosen(town, files);
  const page = await registrar.post("/office/stack", { stack });
  const hidden = [...page.body.matchAll(/type="hidden" name="seen" value="([^"]*)"/g)];
  const seen = hidden.map(([, value = ""]) => value);
  const form = { stack, seen, outcome: "found" };
  const record = (typed: Readonly<Record<string, string>>) =>
    registrar.post("/office/stack/sign", { ...form, ...typed });
  return { registrar, page, record };
}

const foundIn = async ({ caseId }: Sent) => (await opened(town, caseId)).findings;

describe("A stack whose step asks what was found in each file", () => {
  it("records what was typed, each by its own rules, with what the application says", async () => {
    const [one, two, left] = await births(3);
    assert.ok(one && two && left);
    const { page, record } = await stackOf([one, two, left]);
    says(page, "Fill in 3 files", "As in the application: Name in the register: Uwase Ineza");
    // What is typed here is kept nowhere else: the file opens beside it.
    assert.match(page.body, /href="\/office\/cases\/[^"]*" target="_blank" rel="noopener"/);
    const numbers = [numbersOfOneMore(), numbersOfOneMore()].map(({ entry }) => entry);
    const typed = {
      ...row(one, numbers[0] ?? ""),
      ...row(two, numbers[1] ?? "", { father: "Habimana Eric", registered_on: "02042026" }),
    };
    const done = await record(typed);
    says(done, "2 files recorded", "Go on with 1 other file");
    assert.deepEqual((await foundIn(one))["1.register-check"], {
      ...{ registered_name: "Uwase Ineza", born_on: "2026-03-14", sex: "female" },
      ...{ birth_place: "Gasabo, Remera", mother: "Uwase Aline", father: "Eric HABIMANA" },
      ...{ register_number: numbers[0], registered_on: "2026-03-20" },
    });
    const { father, registered_on: on } = (await foundIn(two))["1.register-check"] ?? {};
    assert.deepEqual([father, on], ["Habimana Eric", "2026-04-02"]);
    assert.deepEqual(await foundIn(left), {});
  });

  it("records the good rows; says what is wrong in others and keeps what was typed", async () => {
    const [one, two] = await births(2);
    assert.ok(one && two);
    const { record } = await stackOf([one, two]);
    const { entry } = numbersOfOneMore();
    const typed = {
      ...row(one, entry),
      ...row(two, "", { mother: "", registered_on: "31 2 2026" }),
    };
    const wrong = await record(typed);
    says(wrong, "1 file recorded", "1 file is not recorded: correct what is wrong in it");
    says(wrong, `${two.reference}: Enter the mother`, `${two.reference}: Enter the number of the`);
    says(wrong, `${two.reference}: Date of registration:`);
    assert.doesNotMatch(wrong.body, new RegExp(`row-${one.caseId}`));
    assert.match(wrong.body, /value="31 2 2026"/);
    assert.match(wrong.body, new RegExp(`href="#row-${two.caseId}-mother"`));
    assert.equal((await foundIn(one))["1.register-check"]?.register_number, entry);
    assert.deepEqual(await foundIn(two), {});
    const bad = await record(row(two, "", { registered_on: "31 2 2026" }));
    assert.equal(bad.status, 422, "nothing was good");
    says(bad, `${two.reference}: Date of registration:`);
    const none = await record({});
    says(none, "Fill in at least one file");
    const { entry: last } = numbersOfOneMore();
    const check = await record({ ...row(two, last), _action: "check" });
    assert.equal(check.status, 200);
    assert.deepEqual(await foundIn(two), {});
    says(await record(row(two, last)), "1 file recorded");
  });

  it("leaves a file out whose parents in the register are others than the applicant", async () => {
    const [one, two] = await births(2);
    assert.ok(one && two);
    const { record } = await stackOf([one, two]);
    const [entry, other] = [numbersOfOneMore().entry, numbersOfOneMore().entry];
    const others = { father: "Mugisha Jean Paul" };
    const done = await record({ ...row(one, entry), ...row(two, other, others) });
    says(done, "1 file recorded", "1 file is not recorded");
    says(done, `${two.reference}: Neither the mother nor the father in the register is the`);
    assert.deepEqual(await foundIn(two), {});
  });

  it("says of a file that the applicant has withdrawn it", async () => {
    const [file, other] = await births(2);
    assert.ok(file && other);
    const { id } = await town.person("habimana-eric");
    const stack = await chosen(town, [file, other]);
    const command = { type: "withdraw" } as const;
    const actor = { kind: "person", id } as const;
    assert.ok((await town.app.parts.cases.give({ caseId: file.caseId, command, actor })).ok);
    const shown = await (await deskOf(town, "officer-mutesi")).post("/office/stack", { stack });
    says(shown, "1 file is left out", "The applicant has withdrawn it.");
    assert.doesNotMatch(textOf(shown), /not your work/);
  });

  it("refuses a number that is typed twice, or stands in another file", async () => {
    const [before, one, two, three] = await births(4);
    assert.ok(before && one && two && three);
    const [earlier, twice] = [numbersOfOneMore().entry, numbersOfOneMore().entry];
    await (await stackOf([before])).record(row(before, earlier));
    const { record } = await stackOf([one, two, three]);
    const typed = { ...row(one, twice), ...row(two, twice), ...row(three, earlier) };
    const wrong = await record(typed);
    assert.equal(wrong.status, 422);
    const said = (file: Sent, number: string, other: Sent) =>
      `${file.reference}: Number of the entry ${number} is also in ${other.reference}.`;
    says(wrong, said(one, twice, two), said(two, twice, one), said(three, earlier, before));
    assert.deepEqual(await Promise.all([one, two, three].map(foundIn)), [{}, {}, {}]);
  });

  it("says of a file that a colleague took meanwhile that it is not recorded", async () => {
    const [one, taken] = await births(2);
    assert.ok(one && taken);
    const { record } = await stackOf([one, taken]);
    await give(await deskOf(town, "officer-mutesi"), taken.caseId, "claim");
    const [entry, other] = [numbersOfOneMore().entry, numbersOfOneMore().entry];
    const done = await record({ ...row(one, entry), ...row(taken, other) });
    says(done, "1 file recorded", "Not done");
    assert.deepEqual(await foundIn(taken), {});
  });

  it("keeps what was typed where files were put back for all, and records it then", async () => {
    const [one, two] = await births(2);
    assert.ok(one && two);
    for (const { caseId } of [one, two])
      await give(await deskOf(town, "officer-mutesi"), caseId, "claim");
    const { registrar, record } = await stackOf([one, two]);
    const [entry, other] = [numbersOfOneMore().entry, numbersOfOneMore().entry];
    for (const { caseId } of [one, two])
      await give(await deskOf(town, "officer-mutesi"), caseId, "release");
    const failed = await record({ ...row(one, entry), ...row(two, other) });
    says(failed, "0 files recorded", "Not done", "What you typed is kept here.");
    assert.match(failed.body, new RegExp(`id="row-${one.caseId}-register_number"[^>]*"${entry}"`));
    const [, form = ""] = /<form[^>]*data-stack([\s\S]*?)<\/form>/.exec(failed.body) ?? [];
    const valuesOf = (name: string) =>
      [...form.matchAll(new RegExp(`name="${name}" value="([^"]*)"`, "g"))].map(([, v = ""]) => v);
    const again = { ...row(one, entry), ...row(two, other), outcome: "found" };
    const hidden = { stack: valuesOf("stack"), seen: valuesOf("seen"), key: valuesOf("key") };
    says(await registrar.post("/office/stack/sign", { ...again, ...hidden }), "2 files recorded");
    const { register_number: number } = (await foundIn(two))["1.register-check"] ?? {};
    assert.equal(number, other);
  });

  it("says what was typed for a file that another officer has in hand now", async () => {
    const [one] = await births(1);
    assert.ok(one);
    await give(await deskOf(town, "officer-mutesi"), one.caseId, "claim");
    const { record } = await stackOf([one]);
    await give(await deskOf(town, "officer-murekatete"), one.caseId, "take-over");
    const { entry } = numbersOfOneMore();
    const failed = await record(row(one, entry));
    says(failed, "Not done", "What you wrote, not sent: Sex: Female · Place of birth: Gasabo");
    says(failed, `Number of the entry: ${entry}`);
    assert.doesNotMatch(failed.body, /data-stack/);
  });

  it("takes at most one key a box beside what is typed, and no page between files", async () => {
    const files = await births(12);
    const shown = await screenOf({ town, browser }, "officer-mutesi");
    const query = new URLSearchParams();
    for (const each of await chosen(town, files)) query.append("stack", each);
    await shown.goto(`${town.url}/office/stack?${query}`);
    assert.deepEqual(await barriersOn(shown), []);
    let [keys, loads] = [0, 0];
    shown.on("load", () => loads++);
    const press = async (key: string) => {
      keys++;
      await shown.keyboard.press(key);
    };
    for (const _file of files) {
      await shown.keyboard.type("Fem");
      for (const words of [
        "Gasabo",
        "Uwase Aline",
        "Habimana Eric",
        numbersOfOneMore().entry,
        "20 3 2026",
      ]) {
        await press("Tab");
        await shown.keyboard.type(words);
      }
      await press("Enter");
    }
    assert.equal(await shown.locator("[data-enter]:focus").count(), 1);
    await Promise.all([shown.waitForURL("**/office/stack/sign"), press("Enter")]);
    assert.match((await shown.textContent("h1")) ?? "", /12 files recorded/);
    assert.deepEqual({ keys, loads }, { keys: 12 * 6 + 1, loads: 1 });
    await shown.context().close();
  });
});
