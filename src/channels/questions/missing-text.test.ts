import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { type Field, loadCatalogue } from "../../catalogue/index.ts";
import { makeI18n } from "../../platform/i18n/index.ts";
import { missingText } from "./kinds.ts";

const root = join(import.meta.dirname, "../../..");
const i18n = makeI18n(join(root, "messages"));

/** Every question of every service, findings of officers included. */
function allFields(): { readonly where: string; readonly field: Field }[] {
  return ["rw", "az"].flatMap((code) => {
    const { catalogue } = loadCatalogue(join(root, `jurisdictions/${code}`));
    assert.ok(catalogue);
    return catalogue.services.flatMap(({ id, form, process }) => {
      const tasks = process?.stages.flatMap((stage) => stage.tasks) ?? [];
      return [...form, ...tasks.map(({ findings }) => ({ fields: findings ?? [] }))]
        .flatMap(({ fields }) => fields)
        .map((field) => ({ where: `${code} ${id} ${field.name}`, field }));
    });
  });
}

test("Every missing answer is asked for by its question, in every language", () => {
  const fields = allFields();
  assert.ok(fields.length > 400);
  for (const { where, field } of fields)
    for (const lang of ["en", "rw", "fr", "az"] as const) {
      const t = i18n.for(lang);
      const text = missingText(field, t);
      const label = t.words(field.label);
      assert.doesNotMatch(text, /^problems\.|\{question\}/, `${where} ${lang}`);
      assert.notEqual(text, t("problems.required"), `${where} ${lang}`);
      if (!field.missing)
        assert.ok(text.includes(label.slice(1)), `${where} ${lang}: “${text}” names the question`);
    }
});

test("A label that is no thing has its own words: nobody reads “Enter the from”", () => {
  const odd = /^(Enter|Select) the (from|to|you|explain|in|on|how|what|which|who|when|the|an?)\b/i;
  for (const { where, field } of allFields())
    assert.doesNotMatch(missingText(field, i18n.for("en")), odd, where);
});

test("A label goes into the sentence as people write it", () => {
  const say = (field: Partial<Field>, lang: "en" | "rw" | "fr" | "az") =>
    missingText(
      { type: "text", name: "x", options: [], maxLength: 9, ...field } as Field,
      i18n.for(lang),
    );
  const label = {
    en: "Name of the buyer",
    rw: "Izina ry'umuguzi",
    fr: "Nom de l'acheteur",
    az: "Alıcının adı",
  };
  assert.equal(say({ label }, "en"), "Enter the name of the buyer");
  assert.equal(say({ label }, "rw"), "Andika izina ry'umuguzi");
  assert.equal(say({ label }, "fr"), "Renseignez « Nom de l'acheteur »");
  assert.equal(say({ label }, "az"), "“Alıcının adı” sahəsini doldurun");
  assert.equal(say({ label: { en: "TIN" } }, "en"), "Enter the TIN");
  const asked = { en: "How do the goods leave Africa?" };
  assert.equal(
    say({ type: "choice", label: asked }, "en"),
    "How do the goods leave Africa? Select one answer",
  );
});
