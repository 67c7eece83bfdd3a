import assert from "node:assert/strict";
import { test } from "node:test";
import type { BillId } from "../src/kernel/index.ts";
import { newId } from "../src/platform/db/index.ts";
import type { JobSpec, NightlyName, Tasks } from "../src/platform/jobs/index.ts";
import { eventNames } from "../src/programs/index.ts";
import { onCase } from "../src/reactions.ts";

// What these tests show is shown by `npm run types`: each `@ts-expect-error` must have its error.

test("A job is checked against the task that runs it", () => {
  const billId = newId<BillId>();
  const jobs: readonly JobSpec[] = [
    { task: "payments.expire", payload: { billId } },
    // @ts-expect-error no such task
    { task: "payments.expires", payload: { billId } },
    // @ts-expect-error the payload of another task
    { task: "payments.expire", payload: { attemptId: billId } },
    // @ts-expect-error no such message
    { task: "tell-ticket", payload: { ticket: newId(), template: "ticket-lost" } },
  ];
  assert.equal(jobs.length, 4);
});

test("Every declared job needs a task, and only one without payload can run at night", () => {
  // @ts-expect-error the other tasks are missing
  const tasks: Tasks = { "auth.sweep": async () => undefined };
  // @ts-expect-error needs a bill
  const nightly: readonly NightlyName[] = ["auth.sweep", "payments.expire"];
  assert.equal(Object.keys(tasks).length + nightly.length, 3);
});

test("Programs are told of every event that has a name for them, and of no other", () => {
  const told = Object.entries(onCase)
    .filter(([, reactions]) => reactions.some(({ task }) => task === "api.tell"))
    .map(([event]) => event);
  assert.deepEqual(told.sort(), Object.keys(eventNames).sort());
});
