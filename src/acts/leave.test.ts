import assert from "node:assert/strict";
import { test } from "node:test";
import type { Absence, OfficerId, StaffMember } from "../kernel/index.ts";
import { loneRolesOf } from "./leave.ts";

type Colleague = Pick<StaffMember, "id" | "roles" | "absences">;

/** Leave on days of December, the first one included and the last one not. */
function leave(from: string, until: string, more: Partial<Absence> = {}): Absence {
  const at = (day: string) => `2026-12-${day}T00:00:00.000Z`;
  const given = { id: "leave", deputy: null, status: "held", askedBy: "command" } as const;
  return { ...given, askedAt: at("01"), fromAt: at(from), untilAt: at(until), ...more };
}

const officer = (id: string, absences: readonly Absence[] = [], offices: readonly string[] = []) =>
  ({
    ...{ id, absences },
    roles: [{ id: `role-${id}`, role: "registrar", status: "held", offices }],
  }) as unknown as Colleague;

const me = officer("me");
const mine = leave("07", "12");
const lone = (colleagues: readonly Colleague[], of = mine) => loneRolesOf(me, colleagues, of);
const everywhere = [{ role: "registrar", offices: [] }];

test("A colleague who is on leave on one of those days does not do the work of another", () => {
  assert.deepEqual(lone([me, officer("one")]), []);
  assert.deepEqual(lone([me, officer("one", [leave("01", "07"), leave("12", "14")])]), []);
  assert.deepEqual(lone([me, officer("one", [leave("07", "12")])]), everywhere);
  assert.deepEqual(lone([me, officer("one", [leave("11", "20")])]), everywhere, "from its last");
  assert.deepEqual(lone([me, officer("one", [leave("01", "08")])]), everywhere, "on its first");
  const asked = leave("07", "12", { status: "asked" });
  assert.deepEqual(lone([me, officer("one", [asked])]), [], "leave that nobody has confirmed");
});

test("Colleagues who are away one after the other leave nobody where they overlap", () => {
  const first = officer("one", [leave("07", "09")]);
  assert.deepEqual(lone([me, first, officer("two", [leave("09", "12")])]), []);
  assert.deepEqual(lone([me, first, officer("two", [leave("08", "12")])]), everywhere);
});

test("A deputy at work does the work, of the member or of a colleague", () => {
  const deputy = { deputy: "two" as OfficerId };
  const two: Colleague = { ...officer("two"), roles: [] };
  const away = officer("one", [leave("07", "12")]);
  assert.deepEqual(lone([me, away, two], leave("07", "12", deputy)), []);
  const asked = leave("07", "12", { ...deputy, status: "asked" });
  assert.deepEqual(lone([me, away, two], asked), everywhere, "nobody has confirmed the deputy");
  assert.deepEqual(lone([me, officer("one", [leave("07", "12", deputy)]), two]), []);
  const gone: Colleague = { ...two, absences: [leave("10", "11")] };
  assert.deepEqual(lone([me, officer("one", [leave("07", "12", deputy)]), gone]), everywhere);
  assert.deepEqual(lone([me, away, gone], leave("07", "12", deputy)), everywhere);
});

test("It is asked of each office in which the member works", () => {
  const both = officer("me", [], ["huye", "kigali"]);
  const colleagues = [officer("one", [], ["huye"]), officer("two", [mine], ["kigali"])];
  assert.deepEqual(loneRolesOf(both, colleagues), []);
  const left = [{ role: "registrar", offices: ["kigali"] }];
  assert.deepEqual(loneRolesOf(both, colleagues, mine), left);
});
