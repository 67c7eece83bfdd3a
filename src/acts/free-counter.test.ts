import assert from "node:assert/strict";
import { it } from "node:test";
import type { Visit } from "../counter/index.ts";
import { type OfficerId, ok, type Result, refuse } from "../kernel/index.ts";
import { newId } from "../platform/db/index.ts";
import { leavePath, sendBack, signOutActs } from "./sign-out.ts";

/** Who signs out with a client and chose to send them back; `closed`: what the hall answers. */
async function leaves(closed: Result<true>, ticket: string | null) {
  const done: string[] = [];
  const officer = newId<OfficerId>();
  const seat = { centre: "kigali", counter: "1", officer };
  const visit = { id: newId(), ...seat, ticket } as unknown as Visit;
  const acts = signOutActs({
    centres: {
      seatOf: async () => seat,
      atCounter: async () => ({ current: undefined, parked: [] }),
      closeCounter: async () => {
        done.push("counter");
        return closed;
      },
      noticeFile: async () => void done.push("notice"),
    },
    counter: {
      openVisitOf: async () => visit,
      closeVisit: async () => void done.push("file"),
    },
  } as unknown as Parameters<typeof signOutActs>[0]);
  return { path: await acts.beforeSignOut(officer, sendBack), done };
}

it("closes the file after the counter, and tells the hall of who has no ticket", async () => {
  assert.deepEqual(await leaves(ok(true), "t"), { path: undefined, done: ["counter", "file"] });
  const without = await leaves(ok(true), null);
  assert.deepEqual(without.done, ["counter", "file", "notice"]);
});

it("leaves the file open where the counter does not close, and asks again", async () => {
  const taken = refuse("conflict", "centre.client-open");
  assert.deepEqual(await leaves(taken, "t"), { path: leavePath, done: ["counter"] });
});
