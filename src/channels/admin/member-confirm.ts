import type { FastifyReply } from "fastify";
import { loneRolesOf, roleAtOffices, workLines, workOfNobodyThen } from "../../acts/index.ts";
import type { Absence, StaffMember, StaffRole } from "../../kernel/index.ts";
import { backLink, html, type SafeHtml, warningText } from "../components/index.ts";
import { changeLeaveForm, type StaffForm, staffForm, type Typed } from "../staff/index.ts";
import { type Admin, refuseAdmin, showFormPage } from "./admin.ts";
import { memberPath } from "./member.ts";
import { daysWords, roleWords } from "./words.ts";

interface Asked {
  readonly id: string;
  readonly action: string;
  readonly title: string;
  readonly warning: string;
  /** What becomes of their work. */
  readonly work?: readonly string[];
  readonly send: string;
  /** Another way on, below the form, and its form. */
  readonly after?: { readonly content: SafeHtml; readonly form: StaffForm };
}

/** What something means for a member of staff, before it is done with one press. */
const confirmPage = (
  at: Admin,
  member: StaffMember,
  { id, action, send, after, work = [], ...asked }: Asked,
  typed?: Typed,
) =>
  showFormPage(
    at,
    { id, action, send, fields: [] },
    {
      title: asked.title,
      before: backLink(memberPath(member.id), at.t, member.name),
      lead: html`${warningText(asked.warning, at.t)}${
        work.length > 0
          ? html`<ul class="govuk-list govuk-list--bullet">
              ${work.map((line) => html`<li>${line}</li>`)}
            </ul>`
          : null
      }`,
      ...(after && { after: after.content, other: after.form }),
    },
    typed,
  );

/** GET /admin/staff/:id/left */
export async function leftPage(at: Admin, member: StaffMember): Promise<FastifyReply> {
  const { deps, t } = at;
  const { id, authority } = member;
  const claims = await deps.cases.claimsOf({ officer: id, authority });
  const count = new Set(claims.map(({ caseId }) => caseId)).size;
  return confirmPage(at, member, {
    ...{ id: "left", action: `${memberPath(id)}/left` },
    title: t("staff.left.heading", { name: member.name }),
    ...{ warning: t("staff.left.warning"), send: t("staff.left.send") },
    work: [
      ...(count > 0 ? [t("staff.left.in-hand", { count })] : []),
      ...(await nobodysThen(at, member)),
    ],
  });
}

/** Which of their roles nobody else has, and the files that nobody can do; of all, or of one. */
async function nobodysThen(at: Admin, member: StaffMember, role?: StaffRole) {
  const { deps, t } = at;
  const { id, authority } = member;
  const { catalogue } = deps;
  const [active, rows] = await Promise.all([
    deps.staff.members({ authority, standing: "active", size: 500 }),
    workOfNobodyThen(deps, authority, { officer: id, role }),
  ]);
  const lone = loneRolesOf({ id, roles: role ? [role] : member.roles }, active);
  return [
    ...lone
      .map((each) => roleAtOffices(t, catalogue, authority, each))
      .map((what) => t("staff.left.last", { what })),
    ...workLines(t, catalogue, { authority, rows }).map((what) =>
      t("staff.left.nobodys", { what }),
    ),
  ];
}

/** GET /admin/staff/:id/recoveries: they lost what they sign in with. */
export const recoveryPage = (at: Admin, member: StaffMember): FastifyReply =>
  confirmPage(at, member, {
    ...{ id: "recovery", action: `${memberPath(member.id)}/recoveries` },
    title: at.t("staff.recovery.heading", { name: member.name }),
    ...{ warning: at.t("staff.recovery.warning"), send: at.t("staff.recovery.send") },
  });

/** Where it is not to end now: another last day. */
const changeLeavePart = (at: Admin, member: StaffMember, absence: Absence, typed?: Typed) => {
  const form = changeLeaveOf(at, member, absence);
  const content = html`<h2 class="govuk-heading-m">${at.t("supervise.leave.change-title")}</h2>
    ${staffForm(form, at, typed)}`;
  return { content, form };
};

/** The form that gives leave another last day. */
export const changeLeaveOf = (at: Admin, member: StaffMember, absence: Absence): StaffForm => {
  const { timeZone } = at.deps.catalogue.jurisdiction;
  const action = `${memberPath(member.id)}/leave/${absence.id}/change`;
  return changeLeaveForm(at.t, action, absence, timeZone);
};

/** What ending leave means, and its last day; `typed` is a last day that came back. */
export const endLeavePage = (at: Admin, member: StaffMember, absence: Absence, typed?: Typed) => {
  const { t } = at;
  const asked = {
    ...{ id: "end", action: `${memberPath(member.id)}/leave/${absence.id}/end` },
    title: `${t("staff.end")}: ${t("staff.leave")}, ${daysWords(at, absence)}`,
    ...{ warning: t("staff.end-leave-warning", { name: member.name }), send: t("staff.end-send") },
    after: changeLeavePart(at, member, absence, typed),
  };
  return confirmPage(at, member, asked, typed);
};

/** GET /admin/staff/:id/roles/:item/end and …/leave/:item/end */
export const endPage =
  (of: "role" | "leave") =>
  async (at: Admin, member: StaffMember): Promise<FastifyReply> => {
    const { t } = at;
    const { item = "" } = at.request.params as { item?: string };
    const role = member.roles.find(({ id }) => id === item);
    const absence = member.absences.find(({ id }) => id === item);
    const [path, send] = [memberPath(member.id), t("staff.end-send")];
    if (of === "role" && role)
      return confirmPage(at, member, {
        ...{ id: "end", action: `${path}/roles/${item}/end`, send },
        title: `${t("staff.end")}: ${roleWords(at, member.authority, role.role)}`,
        warning: t("staff.end-role-warning", { name: member.name }),
        work: await nobodysThen(at, member, role),
      });
    if (of === "leave" && absence) return endLeavePage(at, member, absence);
    const code = of === "role" ? "staff.role-unknown" : "staff.leave-unknown";
    return refuseAdmin(at, { kind: "not-found", code }, path);
  };
