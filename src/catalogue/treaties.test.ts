import assert from "node:assert/strict";
import { test } from "node:test";
import { goodService, readText } from "./good-service.fixture.ts";
import type { Definition } from "./model.ts";
import { readTreaties, treatyOverlay } from "./treaties.ts";

const good = `air_2025:
  title: {en: Air services}
  signedOn: 2025-09-20
  source: https://example.org/air
  checkedOn: 2026-11-23
  parties:
    xx: {inForceOn: null, illustrative: true}
    yy: {ratifiedOn: 2025-12-16, inForceOn: 2026-01-01, source: https://example.org/yy, \
checkedOn: 2026-11-23}
`;
const read = (text: string) => readTreaties("treaties.yaml", text, "xx", ["en"]);
const wrong = (from: string, to: string) =>
  read(good.replace(from, to)).findings.map(({ message, line }) => `${line}: ${message}`);

test("a treaty says how far each side has come, with its source", () => {
  const { treaties, findings } = read(good);
  assert.deepEqual(findings, []);
  assert.deepEqual(
    treaties[0]?.parties.map(({ code, inForceOn }) => [code, inForceOn]),
    [
      ["xx", null],
      ["yy", "2026-01-01"],
    ],
  );
});

test("what is wrong with a treaty is told with its place", () => {
  assert.deepEqual(wrong("{inForceOn: null, illustrative: true}", "{inForceOn: null}"), [
    "7: what `air_2025` is for `xx` has no source",
  ]);
  assert.deepEqual(wrong("  source: https://example.org/air\n", ""), [
    "1: the treaty `air_2025` has no source",
  ]);
  assert.deepEqual(wrong("ratifiedOn: 2025-12-16", "ratifiedOn: 2025-09-01"), [
    "8: `air_2025` binds `yy` before it was signed",
  ]);
  assert.deepEqual(wrong("{en: Air", "{fr: Air"), ["2: `air_2025` has no title in `en`"]);
  assert.deepEqual(wrong("    xx:", "    zz:"), ["6: `air_2025` does not bind this government"]);
  assert.deepEqual(wrong("inForceOn: null", "inForceOn: soon"), [
    '7: `air_2025.parties.xx.inForceOn`: "soon" has the wrong form',
  ]);
});

test("a definition carries the treaties that its rules read, and a rule may read no others", () => {
  assert.deepEqual(
    readText(goodService).definition?.treaties?.map(({ id }) => id),
    ["quarries_2020"],
  );
  const other = goodService.replace("treaty.quarries_2020", "treaty.quarries_2021");
  assert.match(readText(other).findings[0]?.message ?? "", /quarries_2021/);
});

test("The register's state of a treaty replaces the file's, on every side, until it ends", () => {
  const { treaties } = read(good);
  const [treaty] = treaties;
  assert.ok(treaty);
  const definition = { ...({} as Definition), treaties };
  const fact = { id: treaty.id, signedOn: null, inForceOn: "2026-11-28", endsOn: "2027-01-01" };
  const overlay = treatyOverlay([fact]);
  const bound = overlay.definition(definition);
  assert.equal(overlay.definition(definition), bound);
  assert.equal(treatyOverlay([]).definition(definition), definition);
  const [after] = bound.treaties ?? [];
  assert.ok(after?.parties.every(({ inForceOn }) => inForceOn === "2026-11-28"));
  assert.equal(after?.signedOn, treaty.signedOn);
  assert.equal(after?.endsOn, "2027-01-01");
});
