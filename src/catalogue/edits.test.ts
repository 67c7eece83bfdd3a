import assert from "node:assert/strict";
import { test } from "node:test";
import { editsWith, valueInFiles, withEdits } from "./edits.ts";

const centres = `# The halls.
hall:
  name: {en: The hall} # as on its sign
  hours:
    - {weekdays: [1, 2], opens: "08:00", closes: "12:00"}
  telephone: "0700"
  topics:
    papers: {letter: A, minutes: 9}
    trade: {letter: B, minutes: 12}
`;
const files = { "centres.yaml": centres };
const edit = (path: readonly string[], value?: unknown) => ({
  ...{ file: "centres.yaml", path, ...(value !== undefined && { value }) },
});
const after = (...edits: readonly ReturnType<typeof edit>[]) =>
  withEdits(files, edits)["centres.yaml"];

test("A value is laid over the file; comments, layout and order stay", () => {
  const changed = after(edit(["hall", "telephone"], "0788"));
  assert.equal(changed, centres.replace('"0700"', '"0788"'));
  const minutes = after(edit(["hall", "topics", "papers", "minutes"], 10));
  assert.equal(minutes, centres.replace("minutes: 9", "minutes: 10"));
});

test("The same value changes not a letter", () => {
  assert.equal(after(edit(["hall", "telephone"], "0700")), centres);
  assert.equal(after(edit(["hall", "email"])), centres);
});

test("What was removed is gone, and what is new stands there", () => {
  const left = withEdits(files, [edit(["hall", "telephone"]), edit(["hall", "email"], "a@b.rw")]);
  assert.equal(valueInFiles(left, "centres.yaml", ["hall", "telephone"]), undefined);
  assert.equal(valueInFiles(left, "centres.yaml", ["hall", "email"]), "a@b.rw");
});

test("An edit of what the file has lost has no effect; a file that is missing begins", () => {
  assert.equal(after(edit(["annex", "telephone"], "0788")), centres);
  const begun = withEdits({}, [edit(["annex"], { name: { en: "The annex" } })]);
  assert.deepEqual(valueInFiles(begun, "centres.yaml", ["annex", "name"]), { en: "The annex" });
});

test("An inner value counts over an outer one, a later edit of a place over an earlier", () => {
  const inner = edit(["hall", "topics", "papers", "minutes"], 20);
  const outer = edit(["hall", "topics"], { papers: { letter: "C", minutes: 1 } });
  for (const edits of [
    [inner, outer],
    [outer, inner],
  ]) {
    const topics = valueInFiles(withEdits(files, edits), "centres.yaml", ["hall", "topics"]);
    assert.deepEqual(topics, { papers: { letter: "C", minutes: 20 } });
  }
  const again = edit(inner.path, 30);
  assert.deepEqual(editsWith([inner, outer], [again]), [again, outer]);
});
