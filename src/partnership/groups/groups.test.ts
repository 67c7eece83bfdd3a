import assert from "node:assert/strict";
import { test } from "node:test";
import { fold } from "../../kernel/index.ts";
import { groupDecider } from "./decide.ts";
import { type GroupCommand, type GroupEvent, standingGroups } from "./model.ts";

const made: GroupEvent = { type: "GroupMade", data: { id: "tea", title: { en: "Tea" } } };
const ended: GroupEvent = { type: "GroupEnded", data: { on: "2026-11-28", reason: "Done" } };

const outcome = (events: readonly GroupEvent[], command: GroupCommand, open = 0) => {
  const facts = { today: "2026-11-28", open };
  const result = groupDecider.decide(fold(groupDecider, events), command, facts);
  return result.ok ? result.value.map(({ type }) => type).join() : result.refusal.code;
};

test("A group is made once under a name, renamed, and ended with a reason", () => {
  const make: GroupCommand = { type: "make", group: { id: "tea", title: { en: "Tea" } } };
  assert.equal(outcome([], make), "GroupMade");
  assert.equal(outcome([made], make), "partnership.group-exists");
  const unnamed: GroupCommand = { type: "make", group: { id: "x", title: { en: " " } } };
  assert.equal(outcome([], unnamed), "partnership.group-untitled");
  assert.equal(outcome([], { type: "end", reason: "x" }), "partnership.group-unknown");
  assert.equal(outcome([made], { type: "rename", title: { en: "Tea" } }), "");
  assert.equal(outcome([made], { type: "rename", title: { en: "Tea, coffee" } }), "GroupRenamed");
  assert.equal(outcome([made], { type: "end", reason: " " }), "partnership.reason-missing");
  assert.equal(outcome([made], { type: "end", reason: "Done" }), "GroupEnded");
});

test("A group does not end while an open commitment is left to it; nothing follows its end", () => {
  assert.equal(outcome([made], { type: "end", reason: "Done" }, 2), "partnership.group-busy");
  const rename: GroupCommand = { type: "rename", title: { en: "Tea again" } };
  assert.equal(outcome([made, ended], rename), "partnership.group-ended");
  const { group } = fold(groupDecider, [made, ended]);
  assert.equal(group?.endedOn, "2026-11-28");
  assert.deepEqual(group && standingGroups([group]), []);
});
