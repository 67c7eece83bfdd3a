import type { FastifyReply, FastifyRequest } from "fastify";
import {
  changeLeaveOf,
  colleaguesToTake,
  deputiesOf,
  endLeaveOf,
  type HandingLeave,
  type LoneRole,
  leaveDays,
  loneRolesOf,
  planLeaveOf,
  roleAtOffices,
  stepsOfRole,
  withDeputy,
} from "../../acts/index.ts";
import { type Absence, isUuid, type StaffMember } from "../../kernel/index.ts";
import type { Colleague } from "../../platform/auth/index.ts";
import { newId } from "../../platform/db/index.ts";
import { formOf, redirectTo, textOf } from "../../platform/http/index.ts";
import { supervisorMayEnd } from "../../staff/index.ts";
import { button, html, inset, type SafeHtml } from "../components/index.ts";
import {
  alsoWrong,
  changeLeaveForm,
  foldedForm,
  leaveForm,
  leaveRefused,
  readLeave,
  readTyped,
  type StaffForm,
  staffForm,
  staffOccasion,
  type Typed,
} from "../staff/index.ts";
import { actorAt, type Desk, deskOf, notThere, notYours, type Office, refused } from "./desk.ts";
import { sendForeseen, sendHandedOver, undoForm } from "./hand-over.ts";
import { forAll } from "./lists.ts";
import { supervises } from "./load.ts";
import { sendLoadOf } from "./load-officer.ts";
import type { NameOf } from "./names.ts";

/** The form by which a supervisor enters leave, and the work that is then nobody's. */
export interface LeaveForm {
  readonly form: StaffForm;
  /** In words, a role on each line. */
  readonly nobodys: readonly string[];
  /** What becomes nobody's on days of leave, as all others who have it are on leave too. */
  readonly nobodysOn: (absence: Absence) => readonly string[];
}

/** That form, with what becomes of the files in hand. */
export async function leaveFormOf(
  desk: Desk,
  member: StaffMember,
  takers: readonly Colleague[],
): Promise<LeaveForm> {
  const { deps, t } = desk;
  const { id, authority } = member;
  const active = await deps.staff.members({ authority, standing: "active", size: 500 });
  const deputies = deputiesOf(deps.catalogue, member, active);
  const form = leaveForm(t, `/office/load/${id}/leave`, deputies, [
    { value: forAll, text: t("supervise.hand-over.for-all") },
    ...takers.filter(({ away }) => !away).map(({ id: value, name }) => ({ value, text: name })),
  ]);
  const inWords = (lone: readonly LoneRole[]) =>
    lone.map((each) => loneWords(desk, authority, each));
  const nobodys = inWords(loneRolesOf(member, active));
  return {
    form,
    nobodys,
    nobodysOn: (absence) => {
      const fromAt = new Date(Math.max(Date.parse(absence.fromAt), desk.now.getTime()));
      const days = { ...absence, fromAt: fromAt.toISOString() };
      return inWords(loneRolesOf(member, active, days)).filter((line) => !nobodys.includes(line));
    },
  };
}

/** "Intake officer · Huye: Mineral exploration licence – Check the file". */
function loneWords({ deps, t }: Desk, authority: string, lone: LoneRole): string {
  const { catalogue } = deps;
  const steps = stepsOfRole(catalogue, authority, lone.role).map(({ service, step }) =>
    [t.words(service), t.words(step)].filter(Boolean).join(" – "),
  );
  const what = roleAtOffices(t, catalogue, authority, lone);
  return steps.length > 0 ? `${what}: ${steps.join("; ")}` : what;
}

/** What is nobody's, below why; nothing where all is somebody's. */
const nobodysPart = (why: string, lines: readonly string[]): SafeHtml | null =>
  lines.length === 0
    ? null
    : inset(html`
      <p class="govuk-body">${why}</p>
      <ul class="govuk-list govuk-list--bullet">
        ${lines.map((line) => html`<li>${line}</li>`)}
      </ul>
    `);

/** The same as a part of the page of a colleague. */
export const leavePart = (
  desk: Desk,
  { form, nobodys }: LeaveForm,
  typed: Typed | undefined,
): SafeHtml => html`
  <section class="hw-box" aria-labelledby="enter-leave">
    <h2 class="govuk-heading-m" id="enter-leave">${desk.t("staff.plan-leave")}</h2>
    ${nobodysPart(desk.t("supervise.leave.nobody"), nobodys)}
    ${staffForm(form, desk, typed)}
  </section>
`;

/** The form of the last day on the page of a colleague. */
export const changeLeaveOn = (
  { deps, t }: Desk,
  { id }: StaffMember,
  absence: Absence,
): StaffForm => {
  const { timeZone } = deps.catalogue.jurisdiction;
  return changeLeaveForm(t, `/office/load/${id}/leave-change`, absence, timeZone);
};

/** That a supervisor knows what waits on days of leave. */
export const waitsOn = (desk: Desk, { nobodysOn }: LeaveForm, absence: Absence) =>
  nobodysPart(desk.t("supervise.leave.nobody-then"), nobodysOn(absence));

/** What a supervisor may do about leave: change its last day, end it. */
export function leaveActs(
  desk: Desk,
  member: StaffMember,
  absence: Absence,
  typed: Typed | undefined,
): SafeHtml | null {
  if (!supervisorMayEnd(absence, `officer:${desk.officer.id}`)) return null;
  const form = changeLeaveOn(desk, member, absence);
  return html`
    ${foldedForm(desk.t("supervise.leave.change-title"), form, desk, typed)}
    ${endLeaveForm(desk, member, absence)}
  `;
}

/** The button that ends leave. */
function endLeaveForm({ deps, t, csrf, now }: Desk, member: StaffMember, absence: Absence) {
  const days = leaveDays(t, absence, deps.catalogue.jurisdiction.timeZone);
  const isOn = absence.status === "held" && new Date(absence.fromAt) <= now;
  return html`
    <form method="post" action="/office/load/${member.id}/leave-end" novalidate>
      ${csrf}<input type="hidden" name="key" value="${newId()}">
      <input type="hidden" name="absence" value="${absence.id}">
      ${button({
        text: t(isOn ? "supervise.leave.end" : "supervise.leave.cancel"),
        ...{ hidden: days, kind: "secondary" },
      })}
    </form>
  `;
}

/** The officer whom the address names; undefined where that is nobody of this authority. */
async function colleagueIn({ deps, request, officer }: Desk): Promise<StaffMember | undefined> {
  const { officer: id = "" } = request.params as { readonly officer?: string };
  const member = isUuid(id) ? await deps.staff.member(id) : undefined;
  return member?.authority === officer.authority ? member : undefined;
}

/** POST /office/load/:officer/leave-end: leave that is on ends now, planned leave is cancelled. */
export async function endLeave(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  if (!supervises(desk)) return notYours(desk);
  const member = await colleagueIn(desk);
  if (!member) return notThere(desk);
  const posted = formOf(request);
  const done = await endLeaveOf(deps, {
    ...{ member, absence: textOf(posted, "absence"), actor: actorAt(desk) },
    occasion: staffOccasion(desk, posted),
  });
  if (!done.ok) return refused(desk, done.refusal);
  const code = "supervise.leave.ended";
  return redirectTo(reply, `/office/load/${member.id}`, { kind: "success", code });
}

/** POST /office/load/:officer/leave-change: another last day, sooner or later. */
export async function changeLeave(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  if (!supervises(desk)) return notYours(desk);
  const member = await colleagueIn(desk);
  if (!member) return notThere(desk);
  const posted = formOf(request);
  const absence = member.absences.find(({ id }) => id === textOf(posted, "absence"));
  if (!absence) return refused(desk, { kind: "not-found", code: "staff.leave-unknown" });
  const form = changeLeaveOn(desk, member, absence);
  const typed = readTyped(form, posted);
  if (typed.wrong.length > 0) return sendLoadOf(desk, { typed });
  const done = await changeLeaveOf(deps, {
    ...{ member, absence: absence.id, until: typed.values.until ?? "", actor: actorAt(desk) },
    occasion: staffOccasion(desk, posted),
  });
  if (!done.ok) {
    if (done.refusal.kind === "not-allowed") return refused(desk, done.refusal);
    const wrong = alsoWrong(form, typed, "until", desk.t.refusal(done.refusal));
    return sendLoadOf(desk, { typed: wrong });
  }
  const code = "supervise.leave.changed";
  return redirectTo(reply, `/office/load/${member.id}`, { kind: "success", code });
}

/** POST /office/load/:officer/leave: by the rules of an administrator, and with the files. */
export async function enterLeaveOf(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  if (!supervises(desk)) return notYours(desk);
  const member = await colleagueIn(desk);
  if (!member) return notThere(desk);
  const { id } = member;
  const posted = formOf(request);
  const takers = await colleaguesToTake(deps, { from: id, authority: member.authority });
  const { form } = await leaveFormOf(desk, member, takers);
  const typed = readLeave(desk.t, form, posted);
  if (typed.wrong.length > 0) return sendLoadOf(desk, { typed });
  const { from, until, deputy, files = "" } = typed.values;
  const planned = await planLeaveOf(deps, {
    ...{ member, actor: actorAt(desk), leave: { from, until, deputy, files } },
    occasion: staffOccasion(desk, posted),
  });
  if (!planned.ok) {
    if (planned.refusal.kind === "not-allowed") return refused(desk, planned.refusal);
    return sendLoadOf(desk, { typed: leaveRefused(desk.t, form, typed, planned.refusal) });
  }
  const { waits, foreseen, handedOver: results } = planned.value;
  const code = waits ? "supervise.leave.done-waits" : "supervise.leave.done";
  if (foreseen.length > 0)
    return sendForeseen(desk, { from: id, to: deputy, results: foreseen, also: desk.t(code) });
  if (results.length === 0)
    return redirectTo(reply, `/office/load/${id}`, { kind: "success", code });
  const to = files === forAll ? undefined : files;
  return sendHandedOver(desk, { from: id, to, results, also: desk.t(code) });
}

/** That the files are the deputy's while leave lasts, how many now, and the way to undo it. */
export async function filesPart(
  desk: Desk,
  { id, authority }: StaffMember,
  absence: Absence,
  { leaves, nameOf }: { readonly leaves: readonly HandingLeave[]; readonly nameOf: NameOf },
): Promise<SafeHtml | null> {
  const leave = leaves.find((each) => each.id === absence.id);
  if (!leave) return null;
  const items = await withDeputy(desk.deps, leave, authority);
  const facts = { name: nameOf(leave.deputy), count: items.length };
  return html`
    <p class="govuk-body">${desk.t("supervise.leave.with-deputy", facts)}</p>
    ${items.length > 0 ? undoForm(desk, id, leave.deputy, items) : null}
  `;
}
