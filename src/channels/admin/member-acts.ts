import type { FastifyReply } from "fastify";
import {
  changeLeave,
  confirmRecovery,
  giveRole,
  memberLeaves,
  planLeave,
  sendInvitation,
} from "../../acts/index.ts";
import { isUuid, type Result, type StaffMember } from "../../kernel/index.ts";
import { newId } from "../../platform/db/index.ts";
import { formOf, redirectTo } from "../../platform/http/index.ts";
import type { PlainKey } from "../../platform/i18n/index.ts";
import { alsoWrong, leaveForm, leaveRefused, readLeave, readTyped } from "../staff/index.ts";
import { type Admin, occasionAt, refuseAdmin } from "./admin.ts";
import { detailsIn, showInvitation } from "./invite.ts";
import {
  colleaguesOf,
  detailsForm,
  leavePath,
  memberPage,
  memberPath,
  roleForm,
} from "./member.ts";
import { changeLeaveOf, endLeavePage } from "./member-confirm.ts";

const leaveUnknown = { kind: "not-found", code: "staff.leave-unknown" } as const;
const unknown = { kind: "not-found", code: "staff.unknown" } as const;

/** Goes on with the member whom the address names. */
export async function withMember(
  at: Admin,
  go: (at: Admin, member: StaffMember) => FastifyReply | Promise<FastifyReply>,
): Promise<FastifyReply> {
  const { id = "" } = at.request.params as { id?: string };
  const member = isUuid(id) ? await at.deps.staff.member(id) : undefined;
  return member ? go(at, member) : refuseAdmin(at, unknown, "/admin/staff");
}

/** Back to the member with what was done, or with why it was not. */
function answer(at: Admin, id: string, done: Result<unknown>, code: PlainKey): FastifyReply {
  if (!done.ok) return refuseAdmin(at, done.refusal, memberPath(id));
  return redirectTo(at.reply, memberPath(id), { kind: "success", code });
}

/** Whether what was given last is in force, or waits for a second administrator. */
const givenCode = (rows: readonly { readonly status: string }[] = []): PlainKey =>
  rows.at(-1)?.status === "asked" ? "staff.done-waits" : "staff.done";

const listOf = (text: string | undefined): string[] => (text ?? "").split(",").filter(Boolean);

/** POST /admin/staff/:id/roles */
export async function addRole(at: Admin, member: StaffMember): Promise<FastifyReply> {
  const posted = formOf(at.request);
  const form = roleForm(at, member);
  const typed = readTyped(form, posted);
  if (typed.wrong.length > 0) return memberPage(at, member, { form, typed });
  const { role = "", offices, services, from, until } = typed.values;
  const asked = {
    ...{ role, offices: listOf(offices), services: listOf(services) },
    ...{ from: from || undefined, until: until || undefined },
  };
  const given = await giveRole(at.deps, member.id, asked, occasionAt(at, posted));
  if (given.ok) return answer(at, member.id, given, givenCode(given.value.member?.roles));
  return memberPage(at, member, {
    form,
    typed: { ...typed, refused: at.t.refusal(given.refusal) },
  });
}

/** POST /admin/staff/:id/leave */
export async function enterLeave(at: Admin, member: StaffMember): Promise<FastifyReply> {
  const posted = formOf(at.request);
  const form = leaveForm(at.t, leavePath(member.id), await colleaguesOf(at, member));
  const typed = readLeave(at.t, form, posted);
  if (typed.wrong.length > 0) return memberPage(at, member, { form, typed });
  const { from, until, deputy = "", files = "" } = typed.values;
  const leave = { from, until, deputy, files };
  const planned = await planLeave(at.deps, { member, leave, occasion: occasionAt(at, posted) });
  if (!planned.ok) {
    const wrong = leaveRefused(at.t, form, typed, planned.refusal);
    return memberPage(at, member, { form, typed: wrong });
  }
  const { waits, foreseen } = planned.value;
  const done = waits ? "staff.done-waits" : "staff.done";
  if (foreseen.length === 0) return answer(at, member.id, planned, done);
  const count = foreseen.filter(({ refusal }) => !refusal).length;
  const name = (await at.deps.officerNames([deputy])).get(deputy) ?? "";
  return redirectTo(at.reply, memberPath(member.id), {
    ...{ kind: "success", code: waits ? "staff.leave-waits-files" : "staff.leave-files" },
    facts: { name, count, stayed: foreseen.length - count },
  });
}

/** POST /admin/staff/:id/details */
export async function changeDetails(at: Admin, member: StaffMember): Promise<FastifyReply> {
  const posted = formOf(at.request);
  const form = detailsForm(at, member);
  const { details, typed } = detailsIn(at, form, readTyped(form, posted));
  if (typed.wrong.length > 0) return memberPage(at, member, { form, typed });
  const command = { type: "change-details", details } as const;
  const done = await at.deps.staff.give(member.id, command, occasionAt(at, posted));
  return answer(at, member.id, done, "staff.done");
}

const acts = ["confirm", "decline", "end"] as const;

/** POST /admin/staff/:id/roles/:item/:act and …/leave/:item/:act: one press. */
export const onItem = (of: "role" | "leave") => async (at: Admin, member: StaffMember) => {
  const { item: id = "", act: asked } = at.request.params as { item?: string; act?: string };
  if (of === "leave" && asked === "change") return changeLastDay(at, member, id);
  const act = acts.find((each) => each === asked);
  if (!act || !isUuid(id)) return refuseAdmin(at, unknown, memberPath(member.id));
  const occasion = occasionAt(at, formOf(at.request));
  const done = await at.deps.staff.give(member.id, { type: `${act}-${of}`, id }, occasion);
  return answer(at, member.id, done, "staff.done");
};

/** POST /admin/staff/:id/leave/:item/change: another last day, sooner or later. */
async function changeLastDay(at: Admin, member: StaffMember, id: string): Promise<FastifyReply> {
  const absence = member.absences.find((each) => each.id === id);
  if (!absence) return refuseAdmin(at, leaveUnknown, memberPath(member.id));
  const posted = formOf(at.request);
  const form = changeLeaveOf(at, member, absence);
  const typed = readTyped(form, posted);
  if (typed.wrong.length > 0) return endLeavePage(at, member, absence, typed);
  const { until = "" } = typed.values;
  const done = await changeLeave(at.deps, member.id, { id, until }, occasionAt(at, posted));
  if (!done.ok && ["invalid", "conflict"].includes(done.refusal.kind)) {
    const wrong = alsoWrong(form, typed, "until", at.t.refusal(done.refusal));
    return endLeavePage(at, member, absence, wrong);
  }
  return answer(at, member.id, done, "supervise.leave.changed");
}

/** POST /admin/staff/:id/invitation */
export async function inviteAgain(at: Admin, { id }: StaffMember): Promise<FastifyReply> {
  const made = await sendInvitation(at.deps, { id, lang: at.t.lang }, `officer:${at.officer.id}`);
  return made.ok ? showInvitation(at, made.value) : answer(at, id, made, "staff.done");
}

/** POST /admin/staff/:id/recoveries: they lost what they sign in with; a second one confirms. */
export async function askRecovery(at: Admin, { id }: StaffMember): Promise<FastifyReply> {
  const occasion = occasionAt(at, formOf(at.request));
  const command = { type: "ask-recovery", id: newId() } as const;
  return answer(at, id, await at.deps.staff.give(id, command, occasion), "staff.done-waits");
}

/** POST /admin/staff/:id/recoveries/:item/:act: the second one gets the new link. */
export async function onRecovery(at: Admin, { id }: StaffMember): Promise<FastifyReply> {
  const { item: recovery = "", act } = at.request.params as { item?: string; act?: string };
  if (!isUuid(recovery)) return refuseAdmin(at, unknown, memberPath(id));
  const occasion = occasionAt(at, formOf(at.request));
  if (act !== "confirm") {
    const command = { type: "decline-recovery", id: recovery } as const;
    return answer(at, id, await at.deps.staff.give(id, command, occasion), "staff.done");
  }
  const made = await confirmRecovery(at.deps, { id, recovery, lang: at.t.lang }, occasion);
  return made.ok ? showInvitation(at, made.value) : answer(at, id, made, "staff.done");
}

/** POST /admin/staff/:id/left */
export async function markLeft(at: Admin, { id }: StaffMember): Promise<FastifyReply> {
  const occasion = occasionAt(at, formOf(at.request));
  return answer(at, id, await memberLeaves(at.deps, id, occasion), "staff.done");
}
