import type { FastifyReply, FastifyRequest } from "fastify";
import type { Cases } from "../../cases/index.ts";
import type { Catalogue } from "../../catalogue/index.ts";
import { type Calendar, dateIn, type Refusal } from "../../kernel/index.ts";
import type { Messages } from "../../messages/index.ts";
import type { Notes } from "../../notes/index.ts";
import type { Exchange, Partnership } from "../../partnership/index.ts";
import { type Officer, requireOfficer } from "../../platform/auth/index.ts";
import type { PlainKey } from "../../platform/i18n/index.ts";
import { html } from "../components/index.ts";
import {
  chairs,
  pilotRoles,
  refusalPage,
  registerRole,
  roleMissing,
  type StaffDeps,
  type StaffPage,
  type StaffRequest,
  sendStaffPage,
  staffBanner,
  staffRequest,
} from "../staff/index.ts";

export { chairs, pilotRoles } from "../staff/index.ts";

export interface DeskDeps extends StaffDeps {
  readonly partnership: Partnership;
  readonly exchange: Exchange;
  readonly notes: Notes;
  readonly cases: Cases;
  readonly messages: Messages;
  readonly officerNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  readonly catalogue: Catalogue;
  readonly calendar: () => Calendar;
  readonly clock: () => Date;
  /** Where people reach this server, without a slash at the end. */
  readonly baseUrl: string;
}

/** One request of an officer of the desk, with the day on which they ask. */
export interface Desk extends StaffRequest<DeskDeps> {
  /** Local date of the government that keeps this register, `YYYY-MM-DD`. */
  readonly today: string;
}

interface DeskSubject {
  readonly words: PlainKey;
  readonly href: string;
  /** Roles that come here beside those who keep the register. */
  readonly also?: readonly string[];
}

/** The subjects of the desk, in the order of its navigation. Whoever adds a subject adds a row. */
const subjects: readonly DeskSubject[] = [
  { words: "partnership.desk.home", href: "/desk" },
  { words: "monday.title", href: "/desk/monday" },
  { words: "commitments.title", href: "/desk/commitments" },
  { words: "commitments.posts", href: "/desk/posts" },
  { words: "groups.title", href: "/desk/groups" },
  { words: "partnership.brief.title", href: "/desk/brief" },
  { words: "partnership.session.sessions", href: "/desk/sessions", also: chairs },
  { words: "partnership.pilot.pilots", href: "/desk/pilots", also: pilotRoles },
  { words: "partnership.indicator.indicators", href: "/desk/indicators", also: ["evaluator"] },
  { words: "partnership.risk.risks", href: "/desk/risks", also: [...chairs, ...pilotRoles] },
  { words: "obstacles.title", href: "/desk/obstacles", also: chairs },
  { words: "two-sides.title", href: "/desk/two-sides" },
];

/** Everybody whom some subject of the desk is for. */
export const deskRoles: readonly string[] = [...new Set(subjects.flatMap(({ also = [] }) => also))];

/** Where the desk begins for an officer: the first subject that is for them. */
export const firstPage = ({ officer }: Desk): string =>
  subjects.find(({ also }) => mayEnter(officer, also))?.href ?? "/desk";

const mayEnter = ({ roles }: Officer, also: readonly string[] = []): boolean =>
  roles.some((each) => each === registerRole || also.includes(each));

/** The request of an officer of the desk, or of one of these roles; anybody else is turned away. */
export function deskOf(
  deps: DeskDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  also: readonly string[] = [],
): Desk {
  const officer = requireOfficer(request);
  if (!mayEnter(officer, also)) throw roleMissing();
  return {
    ...staffRequest(deps, request, reply, officer),
    today: dateIn(deps.clock(), deps.catalogue.jurisdiction.timeZone),
  };
}

/** Whether the officer keeps the register, rather than signing or running something in it. */
export const keepsRegister = ({ officer }: Desk): boolean => officer.roles.includes(registerRole);

/** The side for which this instance speaks. */
export const ownSide = ({ deps }: Desk): string => deps.catalogue.jurisdiction.code;

/** Both governments, the own one first. */
export const partiesOf = (desk: Desk): readonly string[] => {
  const own = ownSide(desk);
  const all = (desk.deps.catalogue.jurisdiction.treaties ?? []).flatMap(({ parties }) =>
    parties.map(({ code }) => code),
  );
  return [own, ...new Set(all.filter((code) => code !== own))];
};

/** Sends a page in the frame of the desk, with what the last request left to say. */
export function showDesk(desk: Desk, page: StaffPage): FastifyReply {
  const { request, officer, t } = desk;
  const at = request.url.split("?")[0] ?? "";
  const entries = subjects.filter(({ also }) => mayEnter(officer, also));
  const isAt = (href: string) => at === href || (href !== "/desk" && at.startsWith(`${href}/`));
  return sendStaffPage(desk, {
    ...page,
    content: html`${staffBanner(desk)}${page.content}`,
    failed: page.status !== undefined && page.status !== 200,
    home: { text: t("partnership.desk.home"), href: entries[0]?.href ?? "/desk" },
    entries: entries.map(({ words, href }) => ({ text: t(words), href, current: isAt(href) })),
  });
}

/** Why something cannot be shown or done, as a page of the desk with its home as the way on. */
export const refuseAtDesk = (desk: Desk, refusal: Refusal): FastifyReply =>
  showDesk(
    desk,
    refusalPage(refusal, { text: desk.t("partnership.desk.home"), href: "/desk" }, desk.t),
  );
