import type { FastifyReply, FastifyRequest } from "fastify";
import type { drawReceipt } from "../../acts/index.ts";
import type { Cases } from "../../cases/index.ts";
import type { Catalogue } from "../../catalogue/index.ts";
import type { Centres } from "../../centres/index.ts";
import type { CounterDesk } from "../../counter/index.ts";
import { type CommandId, isUuid, type Money, type Refusal } from "../../kernel/index.ts";
import type { Payments } from "../../payments/index.ts";
import { requireOfficer } from "../../platform/auth/index.ts";
import { newId } from "../../platform/db/index.ts";
import { type FormFields, redirectTo, textOf } from "../../platform/http/index.ts";
import type { PlainKey } from "../../platform/i18n/index.ts";
import { errorSummary, html, type PageError, type SafeHtml } from "../components/index.ts";
import {
  refusalPage,
  type StaffDeps,
  type StaffRequest,
  sendStaffPage,
  staffBanner,
  staffRequest,
} from "../staff/index.ts";

type PaperDeps = Pick<Parameters<typeof drawReceipt>[0], "baseUrl" | "calendar" | "sql">;

export interface TreasuryDeps extends StaffDeps, PaperDeps {
  readonly catalogue: Catalogue;
  readonly cases: Pick<Cases, "open" | "track">;
  readonly centres: Centres;
  readonly counter: CounterDesk;
  readonly payments: Payments;
  readonly officerNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

export interface Desk extends StaffRequest<TreasuryDeps> {
  readonly isTreasury: boolean;
  readonly isCashier: boolean;
}

/** Identifies the officer of this role; a guest is sent to sign in, others are refused. */
export function deskOf(
  deps: TreasuryDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  role: string,
): Desk {
  const officer = requireOfficer(request, role);
  return {
    ...staffRequest(deps, request, reply, officer),
    isTreasury: officer.roles.includes("treasury-officer"),
    isCashier: officer.roles.includes("cashier"),
  };
}

type Section = "refunds" | "bill" | "books" | "statements" | "till";

const paths: Readonly<Record<Section, string>> = {
  refunds: "/treasury",
  bill: "/treasury/bill",
  books: "/treasury/books",
  statements: "/treasury/statements",
  till: "/treasury/till",
};

export interface TreasuryPage {
  readonly section: Section;
  readonly content: SafeHtml;
  readonly errors?: readonly PageError[];
}

/** Sends a page of the money desk, with its sections beside it. */
export function show(desk: Desk, { section, content, errors = [] }: TreasuryPage): FastifyReply {
  const { t, isTreasury, isCashier } = desk;
  const sections: readonly Section[] = [
    ...(isTreasury ? (["refunds", "bill", "statements", "books"] as const) : []),
    ...(isCashier ? (["till"] as const) : []),
  ];
  const title = t(`treasury.${section}.title`);
  return sendStaffPage(desk, {
    title,
    home: { text: t("treasury.name"), href: paths[isTreasury ? "refunds" : "till"] },
    entries: sections.map((each) => ({
      text: t(`treasury.${each}.title`),
      href: paths[each],
      current: each === section,
    })),
    ...(errors.length > 0 && { failed: true, status: 422 }),
    path: paths[section],
    content: html`${staffBanner(desk)}${errorSummary(errors, t)}
      <h1 class="govuk-heading-l">${title}</h1>${content}`,
  });
}

/** A refusal that is about no field. */
export const refused = (desk: Desk, refusal: Refusal, section: Section): FastifyReply =>
  sendStaffPage(desk, {
    ...refusalPage(
      refusal,
      { text: desk.t(`treasury.${section}.title`), href: paths[section], kind: "secondary" },
      desk.t,
    ),
  });

export const done = (desk: Desk, section: Section, code: PlainKey): FastifyReply =>
  redirectTo(desk.reply, paths[section], { kind: "success", code });

/** The key of a form: sent twice it is one act. */
export function keyIn(form: FormFields): CommandId {
  const key = textOf(form, "key");
  return (isUuid(key) ? key : newId()) as CommandId;
}

export const keyField = (): SafeHtml => html`<input type="hidden" name="key" value="${newId()}">`;

/** A typed amount of at most twelve digits, in minor units; undefined for what is none. */
export function amountIn(text: string, decimals: number): number | undefined {
  const parts = /^\s*(\d{1,3}(?:[\s\u00a0\u202f]?\d{3}){0,3})(?:[.,](\d{1,2}))?\s*$/.exec(text);
  if (!parts) return undefined;
  const [, whole = "", fraction = ""] = parts;
  if (fraction.length > decimals) return undefined;
  return Number(whole.replaceAll(/\D/g, "") + fraction.padEnd(decimals, "0"));
}

export const money = (minor: number, currency: string): Money => ({ minor, currency });

/** Officers by name; `system` in words. */
export async function namesOf(desk: Desk, ids: readonly (string | null | undefined)[]) {
  const officers = ids.filter((id): id is string => typeof id === "string" && isUuid(id));
  const names = await desk.deps.officerNames(officers);
  return (id: string | null | undefined): string => {
    if (id === "system") return desk.t("treasury.system");
    return id ? (names.get(id) ?? id) : "";
  };
}
