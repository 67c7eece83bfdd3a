import type { FastifyReply, FastifyRequest } from "fastify";
import type { Cases } from "../../cases/index.ts";
import type { Catalogue } from "../../catalogue/index.ts";
import type { Appointments, RunningCentres } from "../../centres/index.ts";
import type { CounterDesk } from "../../counter/index.ts";
import type { Calendar, Refusal } from "../../kernel/index.ts";
import type { Messages } from "../../messages/index.ts";
import type { Notifications } from "../../notifications/index.ts";
import { type Passkeys, requireOfficer } from "../../platform/auth/index.ts";
import type { Pool } from "../../platform/db/index.ts";
import { assetOf, type FormFields } from "../../platform/http/index.ts";
import type { PlainKey } from "../../platform/i18n/index.ts";
import type { Security } from "../../platform/security/index.ts";
import type { Settings } from "../../settings/index.ts";
import { administrator, type Staff } from "../../staff/index.ts";
import { type Content, html, type SafeHtml } from "../components/index.ts";
import {
  refusalPage,
  type StaffDeps,
  type StaffForm,
  type StaffPage,
  type StaffRequest,
  sendStaffPage,
  staffBanner,
  staffForm,
  staffOccasion,
  staffRequest,
  type Typed,
  typedProblems,
} from "../staff/index.ts";

/** What only pages of the administration look like. */
export const adminStyle = assetOf(import.meta.dirname, "admin.css");

const styleLink = html`<link rel="stylesheet" href="${adminStyle.path}">`;

/** What the pages of the administration ask; given once, by the wiring. */
export interface AdminDeps extends StaffDeps {
  readonly staff: Staff;
  readonly settings: Settings;
  readonly appointments: Appointments;
  readonly sql: Pool;
  readonly centres: RunningCentres;
  readonly counter: CounterDesk;
  readonly security: Security;
  readonly calendar: () => Calendar;
  readonly catalogue: Catalogue;
  readonly cases: Cases;
  readonly messages: Messages;
  readonly notifications: Notifications;
  readonly passkeys: Passkeys;
  /** Where officers sign in at an identity provider; absent where none knows officers. */
  readonly issuer?: string | undefined;
  /** Where people reach this server, without a slash at the end. */
  readonly baseUrl: string;
  readonly officerNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

/** One request of an administrator. */
export type Admin = StaffRequest<AdminDeps>;

interface Subject {
  readonly words: PlainKey;
  readonly href: string;
}

/** The subjects of the administration in groups, in order. Whoever adds a subject adds a row. */
export const subjectGroups: readonly {
  readonly words: PlainKey;
  readonly subjects: readonly Subject[];
}[] = [
  {
    words: "admin.group.people",
    subjects: [
      { words: "staff.title", href: "/admin/staff" },
      { words: "staff.waiting.title", href: "/admin/waiting" },
      { words: "staff.rights.title", href: "/admin/rights" },
      { words: "staff.file.title", href: "/admin/import" },
      { words: "admin.agents.title", href: "/admin/agents" },
    ],
  },
  {
    words: "admin.group.places",
    subjects: [
      { words: "settings.centres.title", href: "/admin/centres" },
      { words: "admin.offices.title", href: "/admin/offices" },
      { words: "settings.calendar.title", href: "/admin/calendar" },
    ],
  },
  {
    words: "admin.group.words",
    subjects: [
      { words: "settings.government.title", href: "/admin/government" },
      { words: "settings.texts.title", href: "/admin/texts" },
    ],
  },
  {
    words: "admin.group.systems",
    subjects: [
      { words: "settings.client.title", href: "/admin/clients" },
      { words: "settings.device.title", href: "/admin/devices" },
    ],
  },
  {
    words: "admin.group.record",
    subjects: [{ words: "staff.changes.title", href: "/admin/changes" }],
  },
];

/** The request of an administrator; anybody else is turned away. */
export const adminOf = (deps: AdminDeps, request: FastifyRequest, reply: FastifyReply): Admin =>
  staffRequest(deps, request, reply, requireOfficer(request, administrator));

/** Sends a page in the frame of the administration, with what the last request left to say. */
export function showAdmin(at: Admin, page: StaffPage): FastifyReply {
  const { request, t } = at;
  const here = request.url.split("?")[0] ?? "";
  const isAt = (href: string) => here === href || here.startsWith(`${href}/`);
  return sendStaffPage(at, {
    ...page,
    head: styleLink,
    content: html`${staffBanner(at)}${page.content}`,
    failed: page.status !== undefined && page.status !== 200,
    home: { text: t("staff.admin"), href: "/admin" },
    entries: [
      { text: t("admin.front.menu"), href: "/admin", current: here === "/admin" },
      ...subjectGroups.flatMap((group) =>
        group.subjects.map(({ words, href }) => ({
          ...{ text: t(words), href, current: isAt(href), group: t(group.words) },
        })),
      ),
    ],
  });
}

/** Why something cannot be shown or done, with the way on. */
export const refuseAdmin = (at: Admin, refusal: Refusal, href = "/admin"): FastifyReply =>
  showAdmin(at, refusalPage(refusal, { text: at.t("staff.admin"), href }, at.t));

export interface FormPage {
  readonly title: string;
  /** The way back, above the form. */
  readonly before: SafeHtml;
  /** What to know before one types or confirms. */
  readonly lead?: Content;
  /** Another way on, below the form. */
  readonly after?: SafeHtml;
  /** The form that stands there, where it may come back as well. */
  readonly other?: StaffForm;
}

/** A page of one form, as it is or come back with what was typed and what is wrong with it. */
export function showFormPage(
  at: Admin,
  form: StaffForm,
  { title, before, lead, after, other }: FormPage,
  typed?: Typed,
): FastifyReply {
  const cameBack = typed && other?.id === typed.form ? other : form;
  const content = html`${typedProblems(cameBack, typed, at)}
    <h1 class="govuk-heading-l">${title}</h1>${lead}${staffForm(form, at, typed)}
    ${after}`;
  const isWrong = typed && (typed.wrong.length > 0 || typed.refused !== undefined);
  const status = isWrong ? 422 : 200;
  return showAdmin(at, { title, content, status, path: form.action, before });
}

/** Who acts, and the key of the form that was sent: the same form again is one act. */
export const occasionAt = (at: Admin, posted: FormFields) => staffOccasion(at, posted);
