import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { InstrumentState } from "../../../partnership/index.ts";
import { makeI18n } from "../../../platform/i18n/index.ts";
import { html } from "../../components/index.ts";
import { type RecordForm, readRecord, recordForm, recordProblems } from "./record.ts";

const t = makeI18n(join(import.meta.dirname, "../../../../messages")).for("en");
const text: Partial<InstrumentState["text"]> = { parties: ["rw", "az"] };
const state = { text, steps: {}, notes: {}, amendments: [], notices: [] } as InstrumentState;

/** Where the links at the top lead, and which of them is on the page. */
function linked(form: RecordForm): { readonly to: string[]; readonly missing: string[] } {
  const page = String(recordForm(form, state, "/desk", html``, t));
  const to = [...String(recordProblems(form, t)).matchAll(/href="([^"]*)"/g)].map(
    (m) => m[1] ?? "",
  );
  const missing = to.filter((at) => !page.includes(` id="${at.slice(1)}"`));
  return { to, missing };
}

test("Each problem of a record leads to the field that has it", () => {
  const empty = linked(readRecord({}, state).form);
  assert.deepEqual(empty.to, ["#what", "#side", "#on-day", "#number", "#source"]);
  assert.deepEqual(empty.missing, []);
  const withdrawn = linked(readRecord({ what: "withdraw-note", side: "rw" }, state).form);
  assert.deepEqual([withdrawn.to, withdrawn.missing], [["#reason"], []]);
});

test("What the register refused leads to what was to be recorded", () => {
  const { form } = readRecord({}, state);
  const refused = linked({ ...form, problems: [], refused: "Not in force" });
  assert.deepEqual([refused.to, refused.missing], [["#what"], []]);
});
