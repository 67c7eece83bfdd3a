import assert from "node:assert/strict";
import { test } from "node:test";
import { markOf, settingDecider } from "./change.ts";
import { editsOf, settingValue } from "./kinds.ts";

const place = { setting: "centre-hours", of: "kigali" } as const;
const hours = (closes: string) => [{ weekdays: [1], opens: "08:00", closes }];
const change = (value: unknown, seen?: string, wrong = 0) =>
  settingDecider.decide(
    { value: hours("17:00") },
    { type: "change-setting", ...place, value, ...(seen !== undefined && { seen }) },
    { wrong },
  );
const code = (done: ReturnType<typeof change>) => (done.ok ? "done" : done.refusal.code);

test("A change is an event with what was before and after", () => {
  const done = change(hours("16:00"), markOf(hours("17:00")));
  const data = { ...place, before: hours("17:00"), after: hours("16:00") };
  assert.deepEqual(done.ok && done.value, [{ type: "SettingChanged", data }]);
  const { before } = data;
  const removed = change(undefined);
  assert.deepEqual(removed.ok && removed.value[0]?.data, { ...place, before });
});

test("The same value is no event, even where it is no longer what was seen", () => {
  const same = change(hours("17:00"), markOf(hours("12:00")));
  assert.deepEqual(same.ok && same.value, []);
});

test("What others changed meanwhile is not overwritten; what does not fit is refused", () => {
  assert.equal(code(change(hours("16:00"), markOf(hours("12:00")))), "settings.conflict");
  assert.equal(code(change(hours("16:00"), undefined, 2)), "settings.not-in-order");
});

test("A setting is one value of a file, found again where its edit puts it", () => {
  const [edit] = editsOf(place, hours("16:00"));
  assert.deepEqual(edit, {
    ...{ file: "centres.yaml", path: ["kigali", "hours"], value: hours("16:00") },
  });
  const value = settingValue(place, (file, path) => (file === edit?.file ? path : undefined));
  assert.deepEqual(value, ["kigali", "hours"]);
});
