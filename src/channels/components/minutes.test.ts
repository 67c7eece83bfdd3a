import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { makeI18n } from "../../platform/i18n/index.ts";
import { minutesTable } from "./minutes.ts";

const t = makeI18n(join(import.meta.dirname, "../../../messages")).for("en");

test("Minutes show deadline, proof and owner of a commitment before anybody signs", () => {
  const promised = {
    ...{ deadline: "2027-03-01", measure: "Lists received", verification: "Two letters" },
    owners: { az: "trade/head" },
  };
  const shown = String(
    minutesTable(
      {
        ...{ phase: "closed", parties: ["rw", "az"], languages: ["en"], prevailing: "en" },
        ...{ agenda: [], signatures: [], versions: {}, errata: [] },
        paragraphs: [{ id: "1", kind: "commitment", text: { en: "Send lists." }, promised }],
      },
      { beside: "en", authorities: [] },
      t,
    ),
  );
  for (const part of [/1\sMarch\s2027/, /Lists received/, /Two letters/, /trade\/head/])
    assert.match(shown, part);
  assert.match(shown, /Owner, Azerbaijan/);
});
