import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { type Definition, loadCatalogue } from "../../../catalogue/index.ts";
import { makeI18n } from "../../../platform/i18n/index.ts";
import { feesView } from "./check-view.ts";

const root = join(import.meta.dirname, "../../../..");
const { catalogue } = loadCatalogue(join(root, "jurisdictions/rw"));
const t = makeI18n(join(root, "messages")).for("en");

const hasLaterFee = ({ fees }: Definition) => fees.some(({ due }) => due.startsWith("before "));

test("A fee that is due before a step says so in words on the check page of a journey", () => {
  const def = catalogue?.services.find(hasLaterFee);
  const fee = def?.fees.find(({ due }) => due.startsWith("before "));
  assert.ok(def && fee);
  const money = { minor: 5000, currency: "RWF" };
  const steps = [{ summary: { def } }] as unknown as Parameters<typeof feesView>[0]["steps"];
  const own = [{ id: fee.id, title: fee.title, money, due: fee.due, illustrative: true }];
  const fees = { steps: [{ service: def.id, fees: own }], sums: [money] };
  const page = String(feesView({ steps, fees }, t));
  assert.doesNotMatch(page, /apply\.fee-/);
  assert.match(page, /<span class="hw-muted">[^<]*before[^<]*<\/span>/i);
});
