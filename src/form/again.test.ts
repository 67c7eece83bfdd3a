import assert from "node:assert/strict";
import { test } from "node:test";
import type { Definition, Field } from "../catalogue/index.ts";
import { answersAgain } from "./again.ts";

const field = (name: string, more: Partial<Field> = {}): Field => ({
  ...{ name, type: "text", label: { en: name }, required: true, options: [], maxLength: 80 },
  ...more,
});
const formOf = (...fields: readonly Field[]) =>
  ({ form: [{ id: "page", title: { en: "Page" }, fields }] }) as unknown as Definition;

test("Only questions that are asked the same way today keep their answer", () => {
  const valid = { rule: {}, else: { en: "You must agree" } } as unknown as Field["valid"];
  const agreed = { type: "yes-no", ...(valid && { valid }) } as const;
  const before = formOf(
    ...[field("name"), field("place"), field("gone"), field("agreed", agreed)],
    field("size", { type: "choice", options: [{ value: "a", label: { en: "A" } }] }),
  );
  const today = formOf(
    ...[field("name"), field("place", { label: { en: "Where?" } }), field("agreed", agreed)],
    field("size", { type: "choice", options: [{ value: "b", label: { en: "B" } }] }),
    field("added"),
  );
  const answers = { name: "Uwase", place: "Huye", gone: "x", agreed: true, size: "a" };
  assert.deepEqual(answersAgain(before, today, answers), { name: "Uwase" });
  assert.deepEqual(answersAgain(before, before, { ...answers, other: 1 }), {
    ...{ name: "Uwase", place: "Huye", gone: "x", size: "a" },
  });
});
