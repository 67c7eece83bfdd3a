/** The pages of a signed-in person: on a narrow screen, for every reader, and light. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newId } from "../../src/platform/db/index.ts";
import { languages } from "../../src/platform/i18n/index.ts";
import { barriersOn } from "../axe.ts";
import { withBrowser } from "../browser.ts";
import { startTown, type Town } from "../town.ts";
import { completed, requested } from "./apply-given.ts";
import { draftOf, sent } from "./office-given.ts";

const mother = "mukamana-vestine";
const child = (child_name: string) => ({ person: mother, answers: { child_name } });
let town: Town;
let paths: readonly string[] = [];
let link = "";
before(async () => {
  town = await startTown();
  const asked = await sent(town, "birth-certificate", child("Ineza Uwase"));
  await requested(town, asked.caseId, ["child_can"], "Which number is it?");
  await sent(town, "birth-certificate", child("Manzi Uwase"));
  await draftOf(town, "national-id-replacement", mother);
  const { caseId } = await sent(town, "birth-certificate", child("Keza Uwase"));
  await completed(town, caseId, "register-check", "found");
  await completed(town, caseId, "signature", "sign");
  await town.settle();
  const { id: person } = await town.person(mother);
  const { credentials, shares } = town.app.parts;
  const [paper] = await credentials.forPerson(person);
  assert.ok(paper);
  await shares.share({ id: newId(), credential: paper.id, person, days: 7 });
  const [share] = await shares.sharesOf(paper.id, person);
  link = `/shared/${share?.token}`;
  paths = [
    ...["/me", "/me/profile", "/me/looked", "/me/consents", "/documents"],
    ...[`/documents/${paper.id}`, "/applications", "/applications/messages"],
    ...[`/applications/${asked.caseId}`, `/applications/${caseId}`, link],
  ];
});
after(() => town?.close());

test("Every page fits 360 pixels, light and dark, and axe finds nothing on it", async () => {
  await withBrowser(async (browser) => {
    for (const [lang, colorScheme] of [
      ["rw", "light"],
      ["fr", "dark"],
    ] as const) {
      const viewport = { width: 360, height: 740 };
      const context = await browser.newContext({ viewport, colorScheme });
      const page = await context.newPage();
      await page.goto(`${town.url}/sign-in?next=/help`);
      await page.click(`button[value="${mother}"]`);
      await page.goto(`${town.url}/help?lang=${lang}`);
      for (const path of paths) {
        await page.goto(town.url + path);
        if (path === link) await page.locator("main button").first().click();
        const beyond = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
        assert.ok(Number(beyond) <= 0, `${path} is ${beyond} px too wide`);
        assert.deepEqual(await barriersOn(page), [], `${path} ${lang}`);
      }
      await context.close();
    }
  });
});

test("No page is heavier than 14 kB, says a key for its words, or mixes languages", async () => {
  for (const lang of languages) {
    const client = await town.as(mother);
    await client.get(`/help?lang=${lang}`);
    const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    for (const path of paths) {
      const headers = { "accept-encoding": "br", accept: "text/html", cookie };
      const response = await fetch(town.url + path, { headers });
      const weight = Number(response.headers.get("content-length"));
      const body = await response.text();
      assert.equal(response.status, 200, path);
      assert.ok(weight > 500 && weight <= 14_000, `${path} in ${lang}: ${weight} bytes`);
      assert.doesNotMatch(body, />\s*(?:me|refusals|apply)\.[a-z.-]+\s*</, path);
      // An application and a message stay in the language in which they were sent.
      if (lang !== "en" && !path.startsWith("/applications/"))
        assert.doesNotMatch(body, /To do|Your household|Share|Valid|Birth cert/);
    }
  }
});
