import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { makeI18n } from "../platform/i18n/index.ts";
import { outsideCode } from "./pdf-lines.ts";

const t = makeI18n(join(import.meta.dirname, "../../messages")).for("en");

test("The lines that the code does not hold are named once, those without a value are not", () => {
  const line = (name: string, label: string, value: string, inCode: boolean) => ({
    ...{ name, label: { en: label }, value, inCode },
  });
  const claims = [
    line("name", "Name", "Keza", true),
    line("mother", "Mother", "Uwase", false),
    line("father", "Father", "", false),
    line("sector", "Issuing sector", "Remera, Gasabo", false),
    line("sector_2", "Issuing sector", "Remera, Gasabo", false),
  ];
  assert.deepEqual(outsideCode({ claims }, { first: t }), ["Mother", "Issuing sector"]);
});
