import type { FastifyReply } from "fastify";
import { deputiesOf, officesOf, rolesOf, servicesOfRole } from "../../acts/index.ts";
import type { Absence, StaffMember, StaffRole } from "../../kernel/index.ts";
import {
  backLink,
  button,
  html,
  linkButton,
  type SafeHtml,
  summaryList,
  table,
} from "../components/index.ts";
import {
  foldedForm,
  leaveForm,
  type StaffForm,
  type Typed,
  typedProblems,
} from "../staff/index.ts";
import { type Admin, showAdmin } from "./admin.ts";
import { changeTable } from "./changes.ts";
import { detailFields } from "./invite.ts";
import { standingTag } from "./staff-list.ts";
import {
  authorityWords,
  daysWords,
  givenWords,
  officersIn,
  roleWords,
  scopeWords,
} from "./words.ts";

export const memberPath = (id: string): string => `/admin/staff/${id}`;

/** The form that gives a role: what the authority has, where, and for how long. */
export function roleForm(at: Admin, { id, authority }: StaffMember): StaffForm {
  const { t, deps } = at;
  const { catalogue } = deps;
  const offices = officesOf(catalogue, authority);
  const services = servicesOfRole(catalogue, authority);
  return {
    ...{ id: "role", action: `${memberPath(id)}/roles`, send: t("staff.give-role") },
    fields: [
      {
        ...{
          kind: "select",
          name: "role",
          label: t("staff.role"),
          missing: t("staff.choose-role"),
        },
        items: rolesOf(catalogue, authority).map((value) => ({
          ...{ value, text: roleWords(at, authority, value) },
        })),
      },
      ...(offices.length > 0
        ? [
            {
              ...({ kind: "checkboxes", name: "offices", label: t("staff.offices") } as const),
              hint: t("staff.offices-hint"),
              items: offices.map(({ value, label }) => ({ value, text: t.words(label) })),
            },
          ]
        : []),
      ...(services.length > 1
        ? [
            {
              ...({ kind: "checkboxes", name: "services", label: t("staff.services") } as const),
              hint: t("staff.services-hint"),
              items: services.map((each) => ({ value: each.id, text: t.words(each.title) })),
            },
          ]
        : []),
      { kind: "date", name: "from", label: t("staff.first-day") },
      { kind: "date", name: "until", label: t("staff.last-day") },
    ],
  };
}

export const leavePath = (id: string): string => `${memberPath(id)}/leave`;

export const detailsForm = (at: Admin, member: StaffMember): StaffForm => ({
  id: "details",
  action: `${memberPath(member.id)}/details`,
  send: at.t("staff.save-details"),
  fields: detailFields(at, member),
});

/** Colleagues of the same authority who are here now. */
export const colleaguesOf = async ({ deps }: Admin, member: StaffMember) => {
  const { authority } = member;
  const staff = await deps.staff.members({ authority, standing: "active", size: 500 });
  return deputiesOf(deps.catalogue, member, staff);
};

/** One press that changes something, among others in a row. */
const press = (at: Admin, action: string, text: string, hidden: string, secondary = true) =>
  html`<form method="post" action="${action}">${at.csrf}
    ${button({ text, hidden, ...(secondary && { kind: "secondary" }) })}</form>`;

interface Waits {
  readonly path: string;
  readonly status: StaffRole["status"];
  readonly askedBy: string;
  readonly what: string;
}

/** What an administrator can do about a role or leave: confirm what a colleague asked, end it. */
export function pressesFor(at: Admin, { path, status, askedBy, what }: Waits): SafeHtml {
  const { t, officer } = at;
  if (status === "held")
    return html`<div class="ad-row">${linkButton({
      ...{ text: t("staff.end"), href: `${path}/end`, kind: "secondary", hidden: what },
    })}</div>`;
  if (askedBy === `officer:${officer.id}`)
    return html`<div class="ad-row">${t("staff.second-needed")}
      ${press(at, `${path}/decline`, t("staff.take-back"), what)}</div>`;
  return html`<div class="ad-row">${press(at, `${path}/confirm`, t("staff.confirm"), what, false)}
    ${press(at, `${path}/decline`, t("staff.decline"), what)}</div>`;
}

function roleTable(at: Admin, member: StaffMember, names: ReadonlyMap<string, string>): SafeHtml {
  const { t } = at;
  const { authority, id } = member;
  return table({
    caption: t("staff.roles-held"),
    columns: [
      { text: t("staff.role") },
      { text: t("staff.where") },
      { text: t("staff.when") },
      { text: t("staff.who-gave") },
      { text: t("staff.do") },
    ],
    rows: member.roles.map((role) => {
      const what = roleWords(at, authority, role.role);
      const path = `${memberPath(id)}/roles/${role.id}`;
      return [
        what,
        scopeWords(at, authority, role),
        daysWords(at, role),
        givenWords(at, names, role),
        isOwn(at, member) ? "" : pressesFor(at, { ...role, path, what }),
      ];
    }),
    empty: t("staff.no-roles"),
  });
}

function leaveTable(at: Admin, member: StaffMember, names: ReadonlyMap<string, string>) {
  const { t } = at;
  if (member.absences.length === 0) return null;
  return table({
    caption: t("staff.leave"),
    columns: [
      { text: t("staff.when") },
      { text: t("staff.deputy") },
      { text: t("staff.who-gave") },
      { text: t("staff.do") },
    ],
    rows: member.absences.map((absence: Absence) => {
      const what = daysWords(at, absence);
      const path = `${memberPath(member.id)}/leave/${absence.id}`;
      return [
        what,
        absence.deputy ? (names.get(absence.deputy) ?? absence.deputy) : t("staff.no-deputy"),
        givenWords(at, names, absence),
        isOwn(at, member) ? "" : pressesFor(at, { ...absence, path, what }),
      ];
    }),
  });
}

const isOwn = ({ officer }: Admin, { id }: StaffMember): boolean => officer.id === id;

export interface Filled {
  readonly form: StaffForm;
  readonly typed: Typed;
}

/** GET /admin/staff/:id: one member of staff, with every change that was made. */
export async function memberPage(
  at: Admin,
  member: StaffMember,
  filled?: Filled,
): Promise<FastifyReply> {
  const { t, deps } = at;
  const [history, colleagues] = await Promise.all([
    deps.staff.history(member.id),
    colleaguesOf(at, member),
  ]);
  const names = await deps.officerNames([
    ...officersIn(
      [...member.roles, ...member.absences].flatMap((each) => [each.askedBy, each.givenBy]),
    ),
    ...member.absences.flatMap(({ deputy }) => (deputy ? [deputy] : [])),
  ]);
  const own = isOwn(at, member);
  const here = member.standing !== "left";
  const forms = [
    roleForm(at, member),
    leaveForm(t, leavePath(member.id), colleagues),
    detailsForm(at, member),
  ];
  const changes = await changeTable(
    at,
    history.toReversed().map((event) => ({ ...event, about: member.id })),
  );
  const content = html`${typedProblems(filled?.form, filled?.typed, at)}
    <h1 class="govuk-heading-l">${member.name}</h1>
    ${summaryList({
      rows: [
        { key: t("staff.authority"), value: authorityWords(at, member.authority) },
        { key: t("staff.standing.label"), value: standingTag(at, member.standing) },
        { key: t("staff.email"), value: member.email ?? "–" },
        ...(member.networks.length > 0
          ? [{ key: t("staff.networks"), value: member.networks.join(", ") }]
          : []),
      ],
    })}
    ${own ? html`<p class="govuk-body">${t("staff.own-page")}</p>` : null}
    ${roleTable(at, member, names)}${leaveTable(at, member, names)}
    ${
      own || !here
        ? null
        : html`<div class="ad-forms">
              ${forms.map((form) => foldedForm(form.send, form, at, filled?.typed))}</div>
            <div class="ad-acts">
            ${member.standing === "invited" ? again(at, member) : recovering(at, member)}
            ${linkButton({
              ...{ text: t("staff.left.title"), href: `${memberPath(member.id)}/left` },
              kind: "secondary",
            })}</div>`
    }
    <h2 class="govuk-heading-m">${t("staff.changes.title")}</h2>${changes}`;
  const before = backLink("/admin/staff", t, t("staff.title"));
  const status = filled ? 422 : 200;
  return showAdmin(at, {
    title: member.name,
    content,
    before,
    status,
    path: memberPath(member.id),
  });
}

/** Somebody lost what they sign in with: asked for, or to be confirmed by a second one. */
function recovering(at: Admin, { id, name, recoveries }: StaffMember): SafeHtml {
  const { t } = at;
  const [waiting] = recoveries;
  if (!waiting)
    return linkButton({
      ...{ text: t("staff.recovery.ask"), href: `${memberPath(id)}/recoveries` },
      ...{ kind: "secondary", hidden: name },
    });
  const path = `${memberPath(id)}/recoveries/${waiting.id}`;
  return html`<strong>${t("staff.recovery.title")}</strong>
    ${pressesFor(at, { ...waiting, path, what: name })}`;
}

const again = (at: Admin, { id, name }: StaffMember): SafeHtml =>
  press(at, `${memberPath(id)}/invitation`, at.t("staff.invite.again"), name);
