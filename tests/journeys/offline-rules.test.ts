import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { sameName, takenOffline } from "../../src/acts/index.ts";
import type { Definition, Example } from "../../src/catalogue/index.ts";
import { readExamples } from "../../src/catalogue/index.ts";
import { packed } from "../../src/channels/counter/offline/offer.ts";
import { programScript } from "../../src/channels/counter/offline/shell.ts";
import {
  eligibilityOf,
  exampleAnswers,
  exampleDocuments,
  exampleFacts,
  feesOf,
  problemsOf,
  stepsOf,
} from "../../src/form/index.ts";
import { withBrowser } from "../browser.ts";
import { inPage } from "../in-page.ts";
import { startTown, type Town } from "../town.ts";

const root = join(import.meta.dirname, "../..");

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

interface Asked {
  readonly def: Definition;
  readonly example: Example;
}

/** Every example of every service that the government has, those without process included. */
function examples(): Asked[] {
  return town.app.catalogue.services.flatMap((def) => {
    const file = join(root, "jurisdictions/rw/services", def.id, "examples.yaml");
    if (!existsSync(file)) return [];
    const read = readExamples(file, readFileSync(file, "utf8"));
    return read.examples.map((example) => ({ def, example }));
  });
}

const judgedHere = ({ def, example }: Asked) => {
  const answers = exampleAnswers(example);
  const documents = exampleDocuments(def, example);
  const facts = exampleFacts(example);
  const codes = (id: string) => town.app.catalogue.codeList(id) ?? [];
  return [
    stepsOf(def, answers, facts),
    problemsOf(def, answers, documents, facts, codes),
    eligibilityOf(def, answers, facts),
    feesOf(def, answers, facts, facts.today),
  ];
};

describe("What the counter without network judges by", () => {
  it("judges every example of every service as the server does, route by route and word by word", async () => {
    const asked = examples();
    assert.ok(asked.length > 100, String(asked.length));
    const here = asked.map(judgedHere);
    const { services, codeList } = town.app.catalogue;
    const lists = services
      .flatMap(({ form }) => form.flatMap(({ fields }) => fields))
      .flatMap(({ list }) => (list ? [[list, codeList(list)]] : []));
    const offer = packed({ services, lists: Object.fromEntries(lists), centres: [] });
    const given = asked.map(({ def, example }) => ({
      ...{ service: def.id, answers: exampleAnswers(example), facts: exampleFacts(example) },
      documents: exampleDocuments(def, example),
    }));
    const parts = await inPage("tests/browser/judging.ts");
    const there = await withBrowser(async (browser) => {
      const page = await browser.newPage();
      await page.goto(`${town.url}/counter/offline`);
      return page.evaluate(`(async () => {
        const { readOffer, stepsOf, problemsOf, eligibilityOf, feesOf } = ${parts};
        const offer = readOffer(${JSON.stringify(offer)});
        const examples = ${JSON.stringify(given)};
        return JSON.stringify(examples.map(({ service, answers, documents, facts }) => {
          const def = offer.service(service);
          return [
            stepsOf(def, answers, facts),
            problemsOf(def, answers, documents, facts, offer.codeLists),
            eligibilityOf(def, answers, facts),
            feesOf(def, answers, facts, facts.today),
          ];
        }));
      })()`);
    });
    assert.deepEqual(JSON.parse(String(there)), JSON.parse(JSON.stringify(here)));
  });

  it("takes services that a signature is enough for and that always want no paper", () => {
    const ids = town.app.catalogue.services.filter(takenOffline).map(({ id }): string => id);
    assert.ok(ids.includes("birth-certificate") && ids.includes("feedback-and-complaint"));
    assert.ok(
      !ids.includes("mineral-exploration-licence") && !ids.includes("visa-exemption-check"),
    );
  });

  it("is less than 48 kilobytes of script on the wire, once for a version", async () => {
    const bytes = brotliCompressSync(await programScript()).length;
    assert.ok(bytes < 48_000, `${bytes} bytes`);
  });

  it("a name is the same in any order, case and accent, and another's is not", () => {
    assert.ok(sameName("Vestine MUKAMANA", "Mukamana Vestine"));
    assert.ok(sameName("Hüseynova Aygün", "HUSEYNOVA AYGUN"));
    assert.ok(!sameName("Mukamana", "Mukamana Vestine"), "one word is easily known");
    assert.ok(!sameName("Mukamana Vestine Keza", "Mukamana Vestine"));
    assert.ok(!sameName("Mukamana Vestina", "Mukamana Vestine"));
    assert.ok(!sameName(" ", "Mukamana Vestine"));
  });
});
