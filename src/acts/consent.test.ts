import assert from "node:assert/strict";
import { test } from "node:test";
import type { Application, Draft } from "../cases/index.ts";
import type { CaseId } from "../kernel/index.ts";
import type { ProgramDraft } from "../programs/index.ts";
import { bind, purposeOf, type Subject } from "./index.ts";

const file = (sha256: string) => ({
  id: "f-1",
  name: "map.pdf",
  mediaType: "application/pdf",
  sha256,
});
const draft = {
  ...{ id: "d-1", person: "p-1", service: "licence", definition: 3 },
  answers: { stone: "sand", pits: [{ hectares: 1 }] },
} as unknown as Draft;
const draftSubject: Subject = { kind: "draft", draft, documents: { map: [file("aa")] as never } };
const app = { id: "c-1" as CaseId, revision: 1, documents: { map: [file("aa")] } } as never as Pick<
  Application,
  "id" | "revision" | "documents"
>;
const appeal: Subject = { kind: "case", app, wish: { act: "appeal", text: "The map was old." } };
const prepared: Subject = {
  kind: "prepared",
  draft: {
    ...draft,
    client: "bank",
    nationalId: "1",
    application: null,
    lang: "en",
  } as unknown as ProgramDraft,
  papers: [{ document: "map", sha256: "aa" }],
};
const usage: Subject = { kind: "usage", client: "bank", nationalId: "1199880012345678" };

/** Replaces every value of a subject in turn. */
function* changes(value: unknown): Generator<unknown> {
  if (typeof value === "string") yield `${value}!`;
  else if (typeof value === "number") yield value + 1;
  else if (value === null) yield "something";
  else if (Array.isArray(value))
    for (const [at, each] of value.entries())
      for (const other of changes(each)) yield value.with(at, other);
  else if (typeof value === "object")
    for (const [name, each] of Object.entries(value as object))
      for (const other of changes(each)) yield { ...value, [name]: other };
}

test("A yes is bound to every part of what is said yes to, at every door", () => {
  /** Metadata of an upload that is not part of the subject. */
  const shown = /"(name|mediaType|id)":"(map\.pdf!|application\/pdf!|f-1!)"/;
  for (const subject of [draftSubject, appeal, prepared, usage]) {
    const { kind, ...parts } = subject;
    const before = purposeOf(bind(subject));
    const others = [...changes(parts)].filter((other) => !shown.test(JSON.stringify(other)));
    assert.ok(others.length >= 2, kind);
    for (const other of others)
      assert.notEqual(
        purposeOf(bind({ kind, ...(other as object) } as Subject)),
        before,
        JSON.stringify(other),
      );
  }
});

test("A yes to one act is none to another, and the order of answers says nothing", () => {
  const withdraw: Subject = { kind: "case", app, wish: { act: "withdraw" } };
  assert.notEqual(purposeOf(bind(withdraw)), purposeOf(bind(appeal)));
  assert.match(purposeOf(bind(withdraw)), /^case:withdraw:c-1:[0-9a-f]{64}$/);
  assert.match(purposeOf(bind(draftSubject)), /^draft:d-1:[0-9a-f]{64}$/);
  const { stone, pits } = draft.answers;
  const turned = { ...draft, answers: { pits, stone } } as unknown as Draft;
  const same = { ...draftSubject, draft: turned } as Subject;
  assert.deepEqual(bind(same), bind(draftSubject));
});
