/** An appeal with papers, without JavaScript: who decides, until when, and what the panel sees. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { barriersOn } from "../axe.ts";
import { withBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { inEnglish, pdf, says, textOf } from "./apply-given.ts";
import { decide, opened, page, sent } from "./office-given.ts";

let town: Town;
let person: Client;
let caseId: string;
before(async () => {
  town = await startTown();
  ({ caseId } = await sent(town, "birth-certificate"));
  const registrar = await town.as("officer-mutesi");
  await registrar.get("/office?lang=en");
  const text = "No entry under this name.";
  await decide(registrar, caseId, "not-found", { code: "not-registered", text });
  await town.settle();
  person = await inEnglish(town, "habimana-eric");
});
after(() => town?.close());

const form = () => `/applications/${caseId}/appeal`;

test("The appeal is an act among others; its page says who decides and until when", async () => {
  const home = await person.get("/me");
  assert.match(home.body, new RegExp(`href="${form()}">Appeal: Birth certificate`));
  const own = await person.get(`/applications/${caseId}`);
  const button = new RegExp(`href="${form()}"[^>]*class="govuk-button"[^>]*>\\s*Appeal against`);
  assert.match(own.body, button, "as large as any act");
  const { appeal } = town.app.catalogue.current("birth-certificate") ?? {};
  assert.deepEqual([appeal?.illustrative, appeal?.authority], [true, "appeals-panel"]);
  says(
    await person.get(form()),
    "Administrative Appeals Panel, within 10 working days. Illustrative",
    "You can appeal until 23 December 2026.",
    "No entry under this name.",
  );
});

test("Papers are taken as all uploads are, and kept while the words are missing", async () => {
  const wrong = await person.upload(
    form(),
    { text: "" },
    {
      "document.appeal": new File(["not a pdf at all"], "note.pdf"),
    },
  );
  assert.equal(wrong.status, 422);
  assert.match(wrong.body, /href="#text"/);
  assert.match(wrong.body, /href="#document-appeal"/);
  const kept = await person.upload(
    form(),
    { text: "" },
    {
      "document.appeal": pdf("hospital.pdf", "Kibagabaga"),
    },
  );
  assert.equal(kept.status, 422, "the words are missing");
  assert.match(kept.body, /hospital\.pdf/);
  const more = await person.upload(
    form(),
    { text: "She was born there.", _action: "upload" },
    {
      "document.appeal": pdf("other.pdf", "Other"),
    },
  );
  assert.match(more.body, /other\.pdf[\s\S]*hospital\.pdf|hospital\.pdf[\s\S]*other\.pdf/);
  assert.match(more.body, /She was born there\./, "what was typed stays");
  const [, other = ""] = /href="\/files\/([0-9a-f-]{36})">other/.exec(more.body) ?? [];
  const less = await person.post(form(), { text: "She was born there.", _remove: other });
  assert.doesNotMatch(less.body, /other\.pdf/);
  assert.match(less.body, /hospital\.pdf/);
  const stranger = await inEnglish(town, "mukamana-vestine");
  const [, file = ""] = /href="\/files\/([0-9a-f-]{36})">hospital/.exec(less.body) ?? [];
  assert.equal((await stranger.get(`/files/${file}`)).status, 404);
});

test("The page breaks no rule of accessibility and fits a phone", async () => {
  await withBrowser(async (browser) => {
    for (const width of [1280, 360]) {
      const viewport = { width, height: 800 };
      const context = await browser.newContext({ viewport, bypassCSP: true });
      const cookies = [...person.cookies].map(([name, value]) => ({ name, value }));
      await context.addCookies(cookies.map((cookie) => ({ ...cookie, url: town.url })));
      const shown = await context.newPage();
      for (const [name, path] of [
        ["appeal", form()],
        ["refused", `/applications/${caseId}`],
        ["me", "/me"],
      ] as const) {
        await shown.goto(town.url + path);
        if (process.env.SHOTS)
          await shown.screenshot({
            path: `${process.env.SHOTS}/${name}-${width}.png`,
            fullPage: true,
          });
        assert.deepEqual(await barriersOn(shown), [], `${name} at ${width}`);
        const wide = Number(await shown.evaluate("document.documentElement.scrollWidth"));
        assert.ok(wide <= width, `${name}: ${wide}`);
      }
      await context.close();
    }
  });
});

test("The panel sees the papers with the appeal, and no paper that was taken away", async () => {
  const done = await person.post(form(), { text: "She was born there." });
  says(done, "We have received your appeal");
  await town.settle();
  assert.equal((await opened(town, caseId)).state.status, "in-appeal");
  const panel = town.officers.find(({ roles }) => roles.includes("panel-member"));
  const member = await town.as(panel?.id ?? "");
  await member.get("/office?lang=en");
  const { body } = await member.get(page(caseId));
  const box = body.slice(body.indexOf('class="of-appeal"'), body.indexOf('id="answers"'));
  assert.match(textOf({ ...done, body: box }), /Papers with the appeal hospital\.pdf/);
  assert.doesNotMatch(body, /other\.pdf/);
  const [path = ""] = /\/office\/cases\/[0-9a-f-]{36}\/files\/[0-9a-f-]{36}/.exec(box) ?? [];
  const file = await member.download(path);
  assert.equal(file.status, 200);
  says(await person.get(`/applications/${caseId}/seen`), "Papers with the appeal");
});
