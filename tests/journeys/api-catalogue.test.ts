import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { readExamples } from "../../src/catalogue/index.ts";
import { exampleAnswers } from "../../src/form/index.ts";
import { startTown, type Town } from "../town.ts";
import { holding } from "./api-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town.close());

const guest = () => holding(town, "");

test("A program without a token finds services in any language and turns pages without missing one", async () => {
  const found = await guest().get("/api/v1/services?q=amavuko");
  assert.equal(found.status, 200);
  assert.equal(found.body.items[0].id, "birth-certificate");
  const seen: string[] = [];
  let next = "";
  do {
    const page = await guest().get(`/api/v1/services?limit=4${next && `&cursor=${next}`}`);
    assert.equal(page.status, 200, JSON.stringify(page.body));
    seen.push(...page.body.items.map(({ id }: { id: string }) => id));
    next = page.body.next ?? "";
  } while (next);
  assert.deepEqual(
    seen,
    town.app.catalogue.services.map(({ id }) => id),
  );
});

test("Every question of every service is a JSON Schema that its own examples fit", async () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  for (const def of town.app.catalogue.services) {
    const { body } = await guest().get(`/api/v1/services/${def.id}/questions`);
    const file = join(
      import.meta.dirname,
      "../../jurisdictions/rw/services",
      def.id,
      "examples.yaml",
    );
    const [example] = readExamples(file, readFileSync(file, "utf8")).examples;
    assert.ok(example, def.id);
    const answers = exampleAnswers(example);
    for (const { schema } of body.pages) {
      const names = Object.keys(schema.properties);
      const own = Object.fromEntries(
        Object.entries(answers).filter(([name]) => names.includes(name)),
      );
      const valid = ajv.compile({ ...schema, required: [] });
      assert.ok(valid(own), `${def.id} ${schema.$id} ${JSON.stringify(valid.errors)}`);
      for (const each of Object.values<Record<string, unknown>>(schema.properties))
        if (each.label) assert.equal(typeof each.title, "string");
    }
  }
});

test("Answers are checked without being kept: all that is wrong is said at once, with fee and time", async () => {
  const path = "/api/v1/services/birth-certificate/check";
  const kept = async () =>
    (
      await town.app
        .sql`select (select count(*) from cases.draft) + (select count(*) from programs.draft) as n`
    )[0]?.n;
  const before = await kept();
  const empty = await guest().send("POST", path, { answers: {} });
  assert.equal(empty.status, 200, JSON.stringify(empty.body));
  assert.equal(empty.body.complete, false);
  assert.ok(empty.body.problems.length > 0);
  assert.ok(empty.body.problems.every(({ code }: { code: string }) => code === "required"));
  assert.equal(await kept(), before);
});

test("A program is told what is wrong in the person's language, as a problem whose page exists", async () => {
  const answer = await guest().get("/api/v1/services/no-such-service", { "accept-language": "fr" });
  assert.equal(answer.status, 404);
  assert.match(answer.headers.get("content-type") ?? "", /^application\/problem\+json/);
  assert.equal(answer.body.detail, "Ce service n’existe pas.");
  const unknown = await guest().get("/api/v1/nothing");
  assert.equal(unknown.body.code, "http.not-found");
  const wrong = await guest().send("POST", "/api/v1/services/birth-certificate/check", {
    answer: 1,
  });
  assert.equal(wrong.status, 422);
  assert.deepEqual(
    wrong.body.errors.map(({ pointer, code }: { pointer: string; code: string }) => [
      pointer,
      code,
    ]),
    [
      ["/answers", "required"],
      ["/answer", "unknown-field"],
    ],
  );
  for (const [query, pointer] of [["limit=none", "/limit"]]) {
    const refused = await guest().get(`/api/v1/services?${query}`);
    assert.equal(refused.body.errors[0].pointer, pointer, "by the name of the parameter");
  }
  const broken = await fetch(`${town.url}/api/v1/services/birth-certificate/check`, {
    method: "POST",
    body: "{",
    headers: { "content-type": "application/json" },
  });
  assert.equal(broken.status, 400);
  assert.match(broken.headers.get("content-type") ?? "", /^application\/problem\+json/);
});
