import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { loadCatalogue, readExamples } from "../catalogue/index.ts";
import { countedAt } from "./count.ts";
import { exampleAnswers, exampleFacts } from "./example.ts";
import type { Answers } from "./model.ts";
import { putPage } from "./put-page.ts";
import { stepsOf } from "./steps.ts";
import { stepName } from "./way.ts";

for (const code of ["rw", "az"])
  test(`${code}: the number of a page never goes back, and the total never grows`, () => {
    const { catalogue } = loadCatalogue(`jurisdictions/${code}`);
    assert.ok(catalogue);
    let most = 0;
    for (const def of catalogue.services) {
      const file = `jurisdictions/${code}/services/${def.id}/examples.yaml`;
      for (const example of readExamples(file, readFileSync(file, "utf8")).examples) {
        const all = exampleAnswers(example);
        const facts = exampleFacts(example);
        let answers: Answers = {};
        let visited: string[] = [];
        let [number, total] = [0, Number.POSITIVE_INFINITY];
        for (const name of stepsOf(def, all, facts).map(stepName)) {
          const now = countedAt(def, name, { answers, visited }, facts);
          const where = `${def.id}, ${example.name}: ${name} is ${now.number} of ${now.total}`;
          assert.ok(now.number > number && now.number <= now.total, where);
          assert.ok(now.total <= total, `${where}, and was ${total}`);
          if (now.isMost) most++;
          [number, total] = [now.number, now.total];
          visited = [...visited, name];
          const page = def.form.find(({ id }) => id === name);
          if (page?.repeat)
            answers = { ...answers, [page.repeat.name]: all[page.repeat.name] ?? [] };
          else if (page) answers = putPage(def, name, answers, onPage(page.fields, all));
        }
        const last = countedAt(def, visited.at(-1) ?? "", { answers, visited }, facts);
        assert.equal(last.number, last.total, `${def.id}, ${example.name}: nothing is left`);
      }
    }
    assert.ok(most > 0, "some pages depend on answers that are not given yet");
  });

const onPage = (fields: readonly { readonly name: string }[], all: Answers): Answers =>
  Object.fromEntries(
    fields.flatMap(({ name }) => {
      const value = all[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
