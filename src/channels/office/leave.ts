import type { FastifyReply, FastifyRequest } from "fastify";
import { colleaguesToTake, planLeaveOf } from "../../acts/index.ts";
import { isUuid, type StaffMember } from "../../kernel/index.ts";
import { formOf, redirectTo } from "../../platform/http/index.ts";
import { html, type SafeHtml } from "../components/index.ts";
import {
  alsoWrong,
  leaveForm,
  leaveRefused,
  readTyped,
  type StaffForm,
  staffForm,
  staffOccasion,
  type Typed,
} from "../staff/index.ts";
import { actorAt, type Desk, deskOf, notThere, notYours, type Office, refused } from "./desk.ts";
import { forAll, sendHandedOver } from "./hand-over.ts";
import { supervises } from "./load.ts";
import { sendLoadOf } from "./load-officer.ts";

/** The form by which a supervisor enters leave, with what becomes of the files in hand. */
export async function leaveFormOf(desk: Desk, member: StaffMember): Promise<StaffForm> {
  const { deps, t } = desk;
  const { id, authority } = member;
  const [active, takers] = await Promise.all([
    deps.staff.members({ authority, standing: "active", size: 500 }),
    colleaguesToTake(deps, { from: id, authority }),
  ]);
  const deputies = active.filter((each) => each.id !== id);
  const form = leaveForm(t, `/office/load/${id}/leave`, deputies);
  const files = [
    { value: "keep", text: t("supervise.leave.keep") },
    { value: forAll, text: t("supervise.hand-over.for-all") },
    ...takers.map((each) => ({ value: each.id, text: each.name })),
  ];
  const label = t("supervise.leave.files");
  const choice = { kind: "select", name: "files", label, items: files, missing: label } as const;
  return { ...form, fields: [...form.fields, { ...choice, value: "keep" }] };
}

/** The same as a part of the page of a colleague. */
export const leavePart = (desk: Desk, form: StaffForm, typed: Typed | undefined): SafeHtml => html`
  <section class="hw-box" aria-labelledby="enter-leave">
    <h2 class="govuk-heading-m" id="enter-leave">${desk.t("staff.plan-leave")}</h2>
    ${staffForm(form, desk, typed)}
  </section>
`;

/** POST /office/load/:officer/leave: by the rules of an administrator, and with the files. */
export async function enterLeaveOf(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const { officer: id = "" } = request.params as { readonly officer?: string };
  if (!supervises(desk)) return notYours(desk);
  const member = isUuid(id) ? await deps.staff.member(id) : undefined;
  if (member?.authority !== desk.officer.authority) return notThere(desk);
  const posted = formOf(request);
  const form = await leaveFormOf(desk, member);
  const typed = readTyped(form, posted);
  const { from = "", until = "", deputy, files = "keep" } = typed.values;
  const wrong =
    typed.wrong.length === 0 && until < from
      ? alsoWrong(form, typed, "until", desk.t("staff.enter-later-day"))
      : typed;
  if (wrong.wrong.length > 0) return sendLoadOf(desk, { typed: wrong });
  const planned = await planLeaveOf(deps, {
    ...{ member, files, actor: actorAt(desk), leave: { from, until, deputy } },
    occasion: staffOccasion(desk, posted),
  });
  if (!planned.ok) {
    if (planned.refusal.kind === "not-allowed") return refused(desk, planned.refusal);
    return sendLoadOf(desk, { typed: leaveRefused(desk.t, form, typed, planned.refusal) });
  }
  const { waits, handedOver: results } = planned.value;
  const code = waits ? "supervise.leave.done-waits" : "supervise.leave.done";
  if (results.length === 0)
    return redirectTo(reply, `/office/load/${id}`, { kind: "success", code });
  const to = files === forAll ? undefined : files;
  return sendHandedOver(desk, { from: id, to, results, also: desk.t(code) });
}
