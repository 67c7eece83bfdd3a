import assert from "node:assert/strict";
import { test } from "node:test";
import type { Application } from "../../cases/index.ts";
import { takenBack } from "./take-back.ts";

const event = (type: string, data: object) => ({ type, data: { task: "2.appeal", ...data } });
const statements = new Map([["s-1", "Nothing new."]]);

test("A vote that is taken back is in the form as it was, with the tick for no opinion", () => {
  const cast = event("VoteCast", { by: "ann", outcome: "upheld", reason: { text: "s-1" } });
  const history = [cast, event("DecisionTakenBack", { by: "ann" })];
  const past = { history, statements } as unknown as Application;
  const form = takenBack(past, { key: "2.appeal" }, "ann");
  assert.equal(form?.outcome, "upheld");
  assert.equal(form?.text, "Nothing new.");
  assert.equal(form?.withoutOpinion, true);
  assert.equal(takenBack(past, { key: "2.appeal" }, "ben"), undefined);
});
