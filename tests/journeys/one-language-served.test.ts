/** Who is served, and who goes through a moment of life, is spoken to in one language. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { languages, makeI18n } from "../../src/platform/i18n/index.ts";
import { formTo } from "../apply.ts";
import type { Client } from "../client.ts";
import { filled as filledIn } from "../page-forms.ts";
import { startTown, type Town } from "../town.ts";
import { caseIn, confirmed, filled, mother, opened } from "./counter-given.ts";
import { answerAll, beginJourney, exporting, knowledge } from "./life-event-given.ts";
import { strangersIn, strangersOn, type Vocabulary, vocabularyOf } from "./one-language.ts";

const root = join(import.meta.dirname, "../..");

describe("In Rwanda", () => {
  let town: Town;
  let vocabulary: Vocabulary;
  before(async () => {
    town = await startTown("2026-11-23T08:00:00Z");
    await town.as(mother.id);
    const { catalogue } = town.app;
    const lists = ["jurisdictions/rw/lists", "jurisdictions/lists"]
      .flatMap((folder) => readdirSync(join(root, folder)))
      .map((file) => catalogue.codeList(file.replace(/\.yaml$/, "")));
    const given = JSON.stringify(exporting.map((service) => knowledge([service])));
    const named = ["countries", "currencies"].map((id) => catalogue.codeList(id));
    vocabulary = vocabularyOf(
      makeI18n(join(root, "messages")),
      [catalogue, lists, named, town.people],
      [...town.people, ...town.officers]
        .map(({ id, name }) => `${id} ${name}`)
        .concat(given, "Uwase Ineza Remera A gift"),
    );
  });
  after(() => town?.close());

  /** What was said on this person's pages in another language than it says. */
  async function watched(id: string, lang: string): Promise<{ client: Client; told: string[] }> {
    const client = await town.as(id);
    await client.get(`/?lang=${lang}`);
    const told: string[] = [];
    client.watch = ({ body, path }) => {
      if (!body.startsWith("<!doctype html>")) return;
      for (const { text, words, lang: said } of strangersOn(body, vocabulary))
        told.push(`${path}: “${text}” is not ${said} (${words.join(", ")})`);
    };
    return { client, told };
  }

  for (const lang of languages) {
    test(`${lang}: a moment of life is asked, checked, sent and followed in one language`, async () => {
      const { client, told } = await watched("habimana-eric", lang);
      const begun = await beginJourney(client, "exporting-coffee-or-tea");
      const check = await answerAll(town, client, begun, knowledge());
      assert.match(check.path, /\/check$/);
      const form = formTo(check, check.path);
      assert.ok(form);
      await client.send(form.action, filledIn(form, {}));
      const sent = await client.send(form.action, filledIn(form, { declaration: "true" }));
      await town.settle();
      await client.get(sent.path.replace(/\/(check|sent).*$/, ""));
      assert.deepEqual([...new Set(told)], []);
    });

    test(`${lang}: the counter serves, confirms and prints in one language, and so do the messages`, async () => {
      const { client, told } = await watched("uwase-claudine", lang);
      await client.get("/counter");
      await client.post("/counter/seat", { seat: "kigali~1" });
      const visit = await opened(client, mother.card);
      await client.post(`${visit}/language`, { lang });
      const base = await filled(client, visit);
      const receipt = await confirmed(town, client, base, mother.id);
      const application = `${visit}/applications/${caseIn(receipt)}`;
      for (const path of ["", "/receipt", "/act/withdraw"]) await client.get(application + path);
      await client.get(visit);
      await client.get("/counter/pad");
      await client.post("/counter/pad");
      await client.get("/counter/offline");
      await client.get(visit);
      await client.post(`${visit}/close`);
      await client.post("/counter/queue", { act: "leave" });
      await town.settle();
      assert.deepEqual([...new Set(told)], []);
      const person = await town.person(mother.id);
      const messages = await town.app.parts.messages.outboxOf(person.id);
      assert.ok(messages.length > 0);
      for (const { body, subject, lang: said } of messages)
        assert.deepEqual(strangersIn(`${subject ?? ""} ${body}`, said, vocabulary), [], body);
    });
  }
});
