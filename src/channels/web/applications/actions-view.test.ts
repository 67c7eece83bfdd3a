import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { licence } from "../../../../tests/definition.ts";
import { given, kigali, mother, officer, submit } from "../../../../tests/given.ts";
import type { CaseCommand } from "../../../cases/index.ts";
import type { Appeal } from "../../../catalogue/index.ts";
import { makeI18n } from "../../../platform/i18n/index.ts";
import { actionsView } from "./actions-view.ts";

const i18n = makeI18n(join(import.meta.dirname, "../../../../messages"), ["en", "fr"]);
const t = i18n.for("en");
const statement = { id: "s-1", text: "It overlaps." };
const refuse: CaseCommand = {
  ...{ type: "complete", task: "1.intake", outcome: "refuse", code: "overlap" },
  statement,
};
const uphold: CaseCommand = { type: "complete", task: "2.appeal", outcome: "upheld", statement };

/** What the person of an appeal that was lost is shown, of a service with this in its appeal. */
function afterLost(more: Partial<Appeal>): string {
  const offered = licence().appeal ?? assert.fail();
  const definition = licence({ appeal: { ...offered, ...more } });
  const story = given(definition)
    .when(mother, submit())
    .when(officer("o-clerk", "mines", "clerk"), refuse)
    .when(mother, { type: "appeal", statement })
    .when(officer("o-panel", "panel", "member"), uphold)
    .is("refused");
  const at = "2026-11-23T08:00:00Z";
  const history = story.events.map((event) => ({ ...event, at }));
  const app = { id: "c-1", definition, state: story.state, history };
  const catalogue = { jurisdiction: { timeZone: kigali.timeZone }, current: () => undefined };
  const view = { app, bills: [], certificates: [], now: new Date(at), calendar: kigali, catalogue };
  return actionsView(view as never, t).toString();
}

test("After a lost appeal the person reads that it is decided, and nothing else", () => {
  const words = afterLost({});
  assert.match(words, /What you can do/);
  assert.match(
    words,
    /Your appeal was decided on 23\sNovember\s2026: Stands\. You can appeal only once/,
  );
  assert.doesNotMatch(words, /court/);
});

test("What is left after it is said where the definition says so", () => {
  const further = { title: { en: "You can go to the High Court within six months." } };
  assert.match(afterLost({ further }), /only once\.\s*<br>You can go to the High Court/);
});
