import type { FastifyReply, FastifyRequest } from "fastify";
import type { Catalogue } from "../../catalogue/index.ts";
import { dateIn, type Refusal } from "../../kernel/index.ts";
import type { Partnership } from "../../partnership/index.ts";
import { requireOfficer } from "../../platform/auth/index.ts";
import type { PlainKey } from "../../platform/i18n/index.ts";
import { html } from "../components/index.ts";
import {
  refusalPage,
  type StaffDeps,
  type StaffPage,
  type StaffRequest,
  sendStaffPage,
  staffBanner,
  staffRequest,
} from "../staff/index.ts";

/** The role of those who keep the register, in the ministry of foreign affairs of each side. */
const role = "treaty-officer";

export interface DeskDeps extends StaffDeps {
  readonly partnership: Partnership;
  readonly catalogue: Catalogue;
  readonly clock: () => Date;
}

/** One request of an officer of the desk, with the day on which they ask. */
export interface Desk extends StaffRequest<DeskDeps> {
  /** Local date of the government that keeps this register, `YYYY-MM-DD`. */
  readonly today: string;
}

/** The subjects of the desk, in the order of its navigation. Whoever adds a subject adds a row. */
const subjects: readonly { readonly words: PlainKey; readonly href: string }[] = [
  { words: "partnership.desk.home", href: "/desk" },
];

/** The request of an officer of the desk; anybody else is turned away. */
export const deskOf = (deps: DeskDeps, request: FastifyRequest, reply: FastifyReply): Desk => ({
  ...staffRequest(deps, request, reply, requireOfficer(request, role)),
  today: dateIn(deps.clock(), deps.catalogue.jurisdiction.timeZone),
});

/** Sends a page in the frame of the desk, with what the last request left to say. */
export function showDesk(desk: Desk, page: StaffPage): FastifyReply {
  const { request, t } = desk;
  const at = request.url.split("?")[0];
  return sendStaffPage(desk, {
    ...page,
    content: html`${staffBanner(desk)}${page.content}`,
    failed: page.status !== undefined && page.status !== 200,
    home: { text: t("partnership.desk.home"), href: "/desk" },
    entries: subjects.map(({ words, href }) => ({ text: t(words), href, current: at === href })),
  });
}

/** Why something cannot be shown or done, as a page of the desk with its home as the way on. */
export const refuseAtDesk = (desk: Desk, refusal: Refusal): FastifyReply =>
  showDesk(
    desk,
    refusalPage(refusal, { text: desk.t("partnership.desk.home"), href: "/desk" }, desk.t),
  );
