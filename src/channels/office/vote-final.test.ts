import assert from "node:assert/strict";
import { test } from "node:test";
import type { Application } from "../../cases/index.ts";
import type { Desk } from "./desk.ts";
import { notFinalWords } from "./vote-final.ts";

const key = "2.appeal";
const finalAt = "2026-11-23T08:01:00.000Z";

/** What stands under Ann's vote in the history at this instant. */
function wordsAt(instant: string, vote: object): readonly string[] {
  const event = { type: "VoteCast", data: { task: key, by: "ann", outcome: "upheld" } };
  const tasks = [{ key, votes: [{ by: "ann", outcome: "upheld", finalAt, ...vote }] }];
  const application = { history: [event], state: { tasks } } as unknown as Application;
  const desk = {
    deps: { catalogue: { jurisdiction: { timeZone: "Africa/Kigali" } } },
    t: (words: string, { time }: { readonly time: string }) => `${words} ${time}`,
    now: new Date(instant),
  } as unknown as Desk;
  const [first] = application.history;
  return notFinalWords(desk, application, first ?? assert.fail());
}

test("A vote is said to be open until its minute ends, never until a time that is past", () => {
  const during = "2026-11-23T08:00:30.000Z";
  assert.deepEqual(wordsAt(during, {}), ["committee.not-final 10:01:00"]);
  assert.deepEqual(wordsAt(finalAt, {}), []);
  const reopened = { beforeOpinion: true };
  assert.deepEqual(wordsAt(during, reopened), ["committee.not-final 10:01:00"]);
  assert.deepEqual(wordsAt("2026-11-24T08:00:00.000Z", reopened), []);
});
