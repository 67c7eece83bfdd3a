import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { actorText } from "../../src/cases/index.ts";
import { startTown, type Town } from "../town.ts";
import { mother } from "./counter-given.ts";
import { eventually } from "./hall-given.ts";
import {
  applicationsOf,
  applied,
  asked,
  closeTablets,
  enrolled,
  filesWith,
  killedAndStarted,
  network,
  newTablet,
  pin,
  press,
  saidYes,
  shell,
  signIn,
  type Tablet,
  ticketTaken,
  unlocked,
  waiting,
} from "./offline-given.ts";

const centre = "kigali";
let town: Town;
let tablet: Tablet;
before(async () => {
  town = await startTown();
  await town.person(mother.id);
  tablet = await newTablet(town);
});
after(async () => {
  await closeTablets();
  await town?.close();
});

const draftCount = async () =>
  (await town.app.parts.cases.draftsOf((await town.person(mother.id)).id)).length;

describe("A counter goes on without network", () => {
  let reference: string;
  let number: string;

  it("can be installed, and keeps all of its program", async () => {
    await enrolled(town, tablet, "mugabo-jean", "Bus 2, tablet");
    await network(tablet.page, "online");
    const inside = await tablet.context.newCDPSession(tablet.page);
    const { installabilityErrors } = await inside.send("Page.getInstallabilityErrors");
    // A profile that a test drives is not the one into which a browser installs; nothing else is
    // wrong.
    const others = installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito");
    assert.deepEqual(others, []);
  });

  it("with the network cut the page loads, and a ticket and an application are taken", async () => {
    const { page, context, wire } = tablet;
    await Promise.all([wire.cut(), context.setOffline(true)]);
    await page.goto(`${town.url}/counter`);
    assert.equal(
      new URL(page.url()).pathname,
      shell,
      "instead of the counter that is out of reach",
    );
    await unlocked(page);
    await network(page, "offline");
    number = await ticketTaken(page);
    assert.match(number, /^[A-Z0-9]{3}-001$/);
    reference = await applied(page, mother, "Uwase Ineza");
    await press(page, reference);
    const sheet = (await page.innerText(".of-receipt")).replaceAll(/\s+/g, " ");
    for (const words of ["Uwase Ineza", "14 March 2026", "500", mother.card, "Signature"])
      assert.ok(sheet.includes(words), `what is signed says ${words}: ${sheet}`);
    await press(page, "Back to the counter");
    await waiting(page, 2);
    assert.equal((await applicationsOf(town, mother.id)).length, 0);
  });

  it("the browser killed in the middle of the questions: what was taken and what was begun is there", async () => {
    await asked(tablet.page, { ...mother, name: "Mukamana Vestine" }, "Isimbi Keza");
    await killedAndStarted(town, tablet);
    const { page } = tablet;
    await page.goto(town.url + shell);
    await page.fill("#pin", "another four words");
    await press(page, "Open");
    await page.waitForSelector("[data-error-summary]");
    assert.match(await page.innerText("#offline"), /Wrong PIN. 9 tries left/);
    await unlocked(page);
    await waiting(page, 2);
    assert.match(await page.innerText("#outbox"), new RegExp(reference));
    await press(page, "Continue");
    await page.waitForSelector("#take");
    assert.match(await page.innerText("#offline"), /Isimbi Keza/);
    await page.goto(`${town.url}${shell}#/`);
    await page.waitForSelector("#net");
  });

  it("nothing of a person stands in the profile on the disk", async () => {
    assert.deepEqual(
      filesWith(tablet.folder, ["Bus 2, tablet"]).length > 0,
      true,
      "a name that may",
    );
    const words = [
      mother.card,
      "Vestine",
      "Uwase Ineza",
      "Isimbi Keza",
      reference,
      "787654321",
      "0787 654",
    ];
    assert.deepEqual(filesWith(tablet.folder, words), []);
  });

  it("back in the network it asks to sign in, and then sends each once, though the answer is lost", async () => {
    const { page, context, wire } = tablet;
    await wire.mend();
    await context.setOffline(false);
    await press(page, "Send now");
    await network(page, "sign-in");
    await waiting(page, 2);
    // Chromium itself posts once more where a connection breaks: that answer is lost too.
    wire.loseAnswers("/counter/sync", 9);
    await signIn(town, tablet, "mugabo-jean");
    await unlocked(page);
    const isThere = () => wire.arrived("/counter/sync").some((body) => body.includes(reference));
    await eventually(isThere, "a delivery");
    await network(page, "offline");
    await waiting(page, 2);
    assert.equal(await draftCount(), 1, "it has arrived");
    wire.loseAnswers("", 0);
    await press(page, "Send now");
    await waiting(page, 0);
    await network(page, "online");
    assert.equal((await applicationsOf(town, mother.id)).length, 0, "she has not said yes");
    const told = await town.app.parts.messages.outboxOf((await town.person(mother.id)).id);
    const own = told.filter(({ body }) => body.includes(reference));
    assert.match(
      own.map(({ body }) => body).join(),
      /taken at [^.]+\. Say yes: web, or there with your card/,
      "she is told how",
    );
    assert.deepEqual(await saidYes(await town.as(mother.id)), [reference]);
    const sent = await applicationsOf(town, mother.id);
    assert.deepEqual(
      sent.map((each) => [each.service, each.reference]),
      [["birth-certificate", reference]],
    );
    const hall = await town.app.parts.centres.hall(centre);
    assert.equal(hall?.today.taken, 1, `one ticket, ${number}`);
  });

  it("the same delivery once more, twice at one moment, changes nothing", async () => {
    const posts = tablet.wire.arrived("/counter/sync");
    const whole = posts.find((body) => body.includes(reference)) ?? "";
    assert.notEqual(whole, "");
    const send = `Promise.all([1, 2].map(async () => {
      const { csrf } = await (await fetch("/counter/offline/state")).json();
      const headers = { "content-type": "application/json", "x-csrf-token": csrf };
      const body = ${JSON.stringify(whole)};
      const answer = await fetch("/counter/sync", { method: "POST", headers, body });
      return [answer.status, (await answer.json()).results.map(({ state }) => state).sort()];
    }))`;
    const answers = await tablet.page.evaluate(send);
    assert.deepEqual(answers, [
      [200, ["conflict", "done"]],
      [200, ["conflict", "done"]],
    ]);
    assert.equal((await applicationsOf(town, mother.id)).length, 1);
  });

  it("who said yes is recorded: the person themselves", async () => {
    const [{ id } = { id: "" }] = await applicationsOf(town, mother.id);
    const found = await town.app.parts.cases.open(id);
    const person = await town.person(mother.id);
    const sent = found?.history[0];
    assert.match(sent ? actorText(sent.actor) : "", new RegExp(`^person:${person.id}$`));
  });

  it("after ten wrong PINs it stays sealed with nothing lost, until somebody signs in", async () => {
    const { page, wire } = tablet;
    await wire.cut();
    await page.reload();
    const wrong = async (shows: string) => {
      await page.fill("#pin", "a wrong one, again");
      await press(page, "Open");
      await page.waitForSelector(shows);
    };
    await wrong("[data-error-summary]");
    // Nine tries and their pauses are as long as they are: the count that is kept is put forward.
    await page.evaluate(`new Promise((resolve) => {
      const opening = indexedDB.open("hamwe-counter");
      opening.onsuccess = () => {
        const store = opening.result.transaction("plain", "readwrite").objectStore("plain");
        const asked = store.get("vault");
        asked.onsuccess = () => {
          store.put({ ...asked.result, tries: 9, notBefore: 0 }, "vault").onsuccess = () => {
            opening.result.close();
            resolve();
          };
        };
      };
    })`);
    await wrong(".govuk-warning-text");
    assert.match(await page.innerText("#offline"), /wrong ten times. Nothing was deleted/);
    await page.reload();
    await page.waitForSelector(".govuk-warning-text");
    assert.equal(await page.locator("#pin").count(), 0);
    await wire.mend();
    await page.reload();
    await page.waitForSelector("#pin");
    await unlocked(page, pin);
    await page.waitForSelector(`#outbox >> text=${reference}`);
    // The device hears from the server that it was sent; one application is still begun.
    await page.waitForSelector('#not-sent[data-count="1"]');
  });

  it("the next morning what was delivered is let go, and what was begun is still there", async () => {
    town.setClock("2026-11-24T08:00:00Z");
    const { page, context } = tablet;
    await context.clock.setFixedTime(town.now());
    await page.reload();
    await unlocked(page, pin);
    const outbox = await page.innerText("#outbox");
    assert.doesNotMatch(outbox, new RegExp(reference), "of an earlier day");
    assert.match(outbox, /Mukamana Vestine/);
    assert.match(await ticketTaken(page), /-001$/, "numbers begin anew");
  });

  it("in another language the whole page is in it, the frame that was kept included", async () => {
    const { page } = tablet;
    await press(page, "Français");
    await page.waitForSelector("text=Guichet sans réseau");
    assert.equal(await page.getAttribute("html", "lang"), "fr");
    const whole = await page.innerText("body");
    assert.match(whole, /Démonstration/);
    assert.doesNotMatch(whole, /Offline counter|This is a demonstration|Take a ticket/);
  });
});
