import assert from "node:assert/strict";
import { test } from "node:test";
import type { AuthorityId, OfficerId, StaffRole } from "../kernel/index.ts";
import { staffDecider } from "./decide.ts";
import type { NewRole, StaffCommand, StaffEvent, StaffFacts, StaffState } from "./model.ts";

const id = "clerk" as OfficerId;
const authority = "minaloc" as AuthorityId;
const details = { name: "Uwase Alice", email: null, nationalId: null, networks: [] };
const at = new Date("2026-11-23T08:00:00Z");

const role = (name: string, more: Partial<NewRole> = {}): NewRole => ({
  ...{ id: `r-${name}`, role: name, offices: [], services: [], fromAt: null, untilAt: null },
  ...more,
});

const facts = (actor: string, more: Partial<StaffFacts> = {}): StaffFacts => ({
  ...{ at, actor, administrators: 2, details },
  decides: (_authority, name) => name !== "clerk",
  ...more,
});

/** Commands of who gives them, one after another; the last may be refused. */
function after(...acts: readonly (readonly [string, StaffCommand, Partial<StaffFacts>?])[]) {
  let state: StaffState = staffDecider.initial;
  let last: readonly StaffEvent[] = [];
  for (const [actor, command, more] of acts) {
    const decision = staffDecider.decide(state, command, facts(actor, more));
    if (!decision.ok) return { state, last, refused: decision.refusal.code };
    last = decision.value;
    state = last.reduce(staffDecider.evolve, state);
  }
  return { state, last, refused: undefined };
}

const types = ({ last }: { readonly last: readonly StaffEvent[] }) => last.map(({ type }) => type);
const [first, second] = ["officer:first", "officer:second"] as const;
const invited = [first, { type: "invite", id, authority, details, roles: [] }] as const;
const leave: StaffCommand = { type: "leave" };

test("A role that decides waits for a second administrator; another is given at once", () => {
  const clerk = after(invited, [first, { type: "give-role", role: role("clerk") }]);
  assert.deepEqual(types(clerk), ["RoleGiven"]);
  const asked = [first, { type: "give-role", role: role("director") }] as const;
  assert.deepEqual(types(after(invited, asked)), ["RoleAsked"]);
  const confirm = { type: "confirm-role", id: "r-director" } as const;
  assert.equal(after(invited, asked, [first, confirm]).refused, "staff.second-administrator");
  const confirmed = after(invited, asked, [second, confirm]);
  const [event] = confirmed.last;
  assert.ok(event?.type === "RoleConfirmed");
  assert.equal(event.data.before.status, "asked");
  const { status, askedBy, givenBy } = event.data.after;
  assert.deepEqual([status, askedBy, givenBy], ["held", first, second]);
  const decline = { type: "decline-role", id: "r-director" } as const;
  const declined = after(invited, asked, [second, decline]);
  assert.equal(declined.state.member?.roles[0]?.status, "ended");
  assert.equal(
    after(invited, asked, [second, confirm], [second, decline]).refused,
    "staff.role-unknown",
  );
});

test("Nobody changes themselves, not even through an invitation that they made", () => {
  const own = after(invited, [`officer:${id}`, { type: "give-role", role: role("clerk") }]);
  assert.equal(own.refused, "staff.own");
  assert.equal(after(invited, [`officer:${id}`, leave]).refused, "staff.own");
});

test("The owner's login gives at once what otherwise needs two, and the last one stays", () => {
  const administrator = role("administrator");
  const invite = { type: "invite", id, authority, details, roles: [administrator] } as const;
  const made = after(["command", invite]);
  assert.deepEqual(types(made), ["StaffInvited", "RoleGiven"]);
  const end = { type: "end-role", id: administrator.id } as const;
  const alone = { administrators: 0 };
  assert.equal(after(["command", invite], [first, end, alone]).refused, "staff.last-administrator");
  assert.equal(
    after(["command", invite], [first, leave, alone]).refused,
    "staff.last-administrator",
  );
  assert.equal(after(["command", invite], [first, end]).refused, undefined);
});

test("Whoever leaves holds nothing, is not changed any more, and can be invited anew", () => {
  const given = [first, { type: "give-role", role: role("clerk") }] as const;
  const left = after(invited, given, [second, leave]);
  assert.deepEqual(types(left), ["RoleEnded", "StaffLeft"]);
  assert.equal(left.state.member?.standing, "left");
  const again = [first, { type: "give-role", role: role("clerk", { id: "r2" }) }] as const;
  assert.equal(after(invited, given, [second, leave], again).refused, "staff.has-left");
  assert.equal(after(invited, invited).refused, "staff.exists");
  const back = after(invited, [second, leave], invited);
  assert.equal(back.state.member?.standing, "invited");
});

test("A deputy is an active colleague; leave with roles that decide waits for a second one", () => {
  const absence = {
    ...{ id: "leave", deputy: "other" as OfficerId },
    ...{ fromAt: "2026-12-01T00:00:00Z", untilAt: "2026-12-15T00:00:00Z" },
  };
  const plan = { type: "plan-leave", absence } as const;
  const active = { deputy: { authority, standing: "active", absences: [] } } as const;
  const clerk = [first, { type: "give-role", role: role("clerk") }] as const;
  assert.deepEqual(types(after(invited, clerk, [first, plan, active])), ["LeavePlanned"]);
  const director = [first, { type: "give-role", role: role("director") }] as const;
  assert.deepEqual(types(after(invited, director, [first, plan, active])), ["LeaveAsked"]);
  const confirm = { type: "confirm-leave", id: "leave" } as const;
  const own = after(invited, director, [first, plan, active], [first, confirm]);
  assert.equal(own.refused, "staff.second-administrator");
  const done = after(invited, director, [first, plan, active], [second, confirm]);
  assert.deepEqual(types(done), ["LeaveConfirmed"]);
  for (const wrong of [
    {},
    { deputy: { ...active.deputy, authority: "rdb" as AuthorityId } },
    { deputy: { ...active.deputy, standing: "invited" as const } },
  ])
    assert.equal(after(invited, clerk, [first, plan, wrong]).refused, "staff.deputy");
  const itself = { type: "plan-leave", absence: { ...absence, deputy: id } } as const;
  assert.equal(after(invited, clerk, [first, itself, active]).refused, "staff.deputy");
  const leave = { id: "own", askedBy: first, askedAt: "2026-11-01T00:00:00Z", deputy: null };
  const away = (untilAt: string, status: "held" | "asked" = "held") => {
    const absences = [{ ...leave, status, fromAt: "2026-11-20T00:00:00Z", untilAt }];
    return { deputy: { ...active.deputy, absences } };
  };
  const among = [first, plan, away("2026-12-02T00:00:00Z")] as const;
  assert.equal(after(invited, clerk, among).refused, "staff.deputy-away");
  for (const free of [away("2026-12-01T00:00:00Z"), away("2026-12-02T00:00:00Z", "asked")])
    assert.deepEqual(types(after(invited, clerk, [first, plan, free])), ["LeavePlanned"]);
  const passed = { ...absence, fromAt: "2026-01-01T00:00:00Z", untilAt: "2026-02-01T00:00:00Z" };
  const late = { type: "plan-leave", absence: passed } as const;
  assert.equal(after(invited, clerk, [first, late, active]).refused, "staff.dates");
});

test("Leave does not overlap leave that is on, planned or asked for; the next day is free", () => {
  const planned = (one: string, from: string, until: string) => {
    const absence = { id: one, deputy: null, fromAt: `${from}T00:00:00Z`, untilAt: `${until}Z` };
    return [first, { type: "plan-leave", absence }] as const;
  };
  const held = planned("one", "2026-12-01", "2026-12-05T00:00:00.000");
  const overlapping = planned("two", "2026-12-04", "2026-12-09T00:00:00");
  assert.equal(after(invited, held, overlapping).refused, "staff.leave-overlaps");
  const next = planned("two", "2026-12-05", "2026-12-09T00:00:00");
  assert.deepEqual(types(after(invited, held, next)), ["LeavePlanned"]);
  const end = [second, { type: "end-leave", id: "one" }] as const;
  assert.deepEqual(types(after(invited, held, end, overlapping)), ["LeavePlanned"]);
});

test("A supervisor ends leave without a deputy, and takes back only what they asked for", () => {
  const absence = (deputy: string | null) => ({
    ...{ id: "leave", deputy: deputy as OfficerId | null },
    ...{ fromAt: "2026-12-01T00:00:00Z", untilAt: "2026-12-15T00:00:00Z" },
  });
  const active = { deputy: { authority, standing: "active", absences: [] } } as const;
  const [end, decline] = (["end-leave", "decline-leave"] as const).map(
    (type) => ({ type, id: "leave", bySupervisor: true }) as const,
  ) as [StaffCommand, StaffCommand];
  const alone = [first, { type: "plan-leave", absence: absence(null) }] as const;
  assert.deepEqual(types(after(invited, alone, [second, end])), ["LeaveEnded"]);
  const deputy = [first, { type: "plan-leave", absence: absence("other") }, active] as const;
  assert.equal(after(invited, deputy, [second, end]).refused, "staff.leave-with-deputy");
  const plan = { type: "plan-leave", absence: absence("other"), bySupervisor: true } as const;
  const asked = [first, plan, active] as const;
  assert.equal(after(invited, asked, [second, decline]).refused, "staff.leave-with-deputy");
  assert.deepEqual(types(after(invited, asked, [first, decline])), ["LeaveDeclined"]);
});

test("Leave gets another last day; with a deputy only an earlier one", () => {
  const planned = (deputy: string | null) => {
    const absence = {
      ...{ id: "leave", deputy: deputy as OfficerId | null },
      ...{ fromAt: "2026-12-01T00:00:00Z", untilAt: "2026-12-15T00:00:00Z" },
    };
    const active = { deputy: { authority, standing: "active", absences: [] } } as const;
    return [first, { type: "plan-leave", absence }, active] as const;
  };
  const change = (untilAt: string) =>
    [first, { type: "change-leave", id: "leave", untilAt }] as const;
  const [sooner, later] = [change("2026-12-10T00:00:00Z"), change("2026-12-20T00:00:00Z")];
  for (const changed of [sooner, later])
    assert.deepEqual(types(after(invited, planned(null), changed)), ["LeaveChanged"]);
  assert.deepEqual(types(after(invited, planned("other"), sooner)), ["LeaveChanged"]);
  assert.equal(after(invited, planned("other"), later).refused, "staff.leave-deputy-longer");
  assert.deepEqual(types(after(invited, planned(null), change("2026-12-15T00:00:00.000Z"))), []);
  const before = change("2026-11-30T00:00:00Z");
  assert.equal(after(invited, planned(null), before).refused, "staff.dates");
});

test("The same role for the same offices is held once; for others it is another", () => {
  const huye = role("clerk", { offices: ["huye", "musanze"] });
  const turned = role("clerk", { id: "r2", offices: ["musanze", "huye"] });
  const elsewhere = role("clerk", { id: "r3", offices: ["gasabo"] });
  const give = (one: NewRole) => [first, { type: "give-role", role: one }] as const;
  assert.equal(after(invited, give(huye), give(turned)).refused, "staff.role-held");
  const both = after(invited, give(huye), give(elsewhere)).state.member?.roles;
  assert.equal(both?.filter(({ status }: StaffRole) => status === "held").length, 2);
  const ended = { type: "end-role", id: huye.id } as const;
  assert.equal(after(invited, give(huye), [first, ended], give(turned)).refused, undefined);
});
