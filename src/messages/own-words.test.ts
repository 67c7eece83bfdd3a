import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { makeI18n } from "../platform/i18n/index.ts";
import { longestFacts } from "./example-facts.ts";
import { inOwnWords, ownTextFor, wrongPlaces } from "./own-words.ts";
import { writeEmail, writeSms } from "./write.ts";

const t = makeI18n(join(import.meta.dirname, "../../messages")).for("en");

test("The words of a service win over those of all services, part by part", () => {
  const texts = {
    "granted.all.en": { sms: "All: {reference}", subject: "All" },
    "granted.birth-certificate.en": { sms: "Birth: {reference}" },
    "granted.all.fr": { sms: "Toutes" },
  };
  const place = { template: "granted", lang: "en" } as const;
  assert.deepEqual(ownTextFor(texts, { ...place, service: "birth-certificate" }), {
    ...{ sms: "Birth: {reference}", subject: "All" },
  });
  assert.equal(ownTextFor(texts, { ...place, service: "other" }).sms, "All: {reference}");
});

test("Own words are said; a text that could not be filled in is not used", () => {
  const own = { sms: "Granted: {reference}", subject: "Granted to {nobody}" };
  const said = inOwnWords(t, "granted", own);
  assert.equal(writeSms("granted", longestFacts, said).body, "Granted: 7KQ3M-9XFRT");
  assert.deepEqual(
    writeEmail("granted", longestFacts, said),
    writeEmail("granted", longestFacts, t),
  );
  const other = writeSms("refused", longestFacts, said).body;
  assert.equal(other, writeSms("refused", longestFacts, t).body, "no other message changes");
});

test("A place without a fact is wrong, and so is a text that lost its code", () => {
  assert.deepEqual(wrongPlaces("confirm-code", "For {service}, {name}", "{code}: {service}"), {
    ...{ unknown: ["name"], missing: ["code"] },
  });
});
