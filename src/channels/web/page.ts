import type { FastifyReply, FastifyRequest } from "fastify";
import { helpDeskWords } from "../../acts/index.ts";
import type { HelpDesk, Jurisdiction } from "../../catalogue/index.ts";
import { pageAddress } from "../../help/index.ts";
import { actorOf, sessionEndOf } from "../../platform/auth/index.ts";
import { langOf, safePath, sendHtml, takeFlash, version } from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import {
  band,
  csrfField,
  html,
  layout,
  lookOf,
  notificationBanner,
  type Page,
  type SafeHtml,
} from "../components/index.ts";
import { startPath } from "../staff/index.ts";
import type { WebDeps } from "./deps.ts";

/** What is said of one page; who is signed in, the language and the frame come from the request. */
export interface WebPage
  extends Pick<
    Page,
    "title" | "description" | "content" | "current" | "before" | "failed" | "full" | "languageForm"
  > {
  /** HTTP status where it is not 200: 422 for a form that came back with problems. */
  readonly status?: number;
  /** A page that is the same for every guest in a language may be kept this long. */
  readonly maxAgeSeconds?: number;
}

export type PageDeps = Pick<WebDeps, "i18n" | "demonstration"> &
  Partial<Pick<WebDeps, "clock" | "catalogue" | "baseUrl">>;

/** The words of the language in which this request is answered. */
export const wordsOf = (request: FastifyRequest, { i18n }: Pick<WebDeps, "i18n">): Translate =>
  i18n.for(langOf(request));

/**
 * What stands at the foot of every page: the same links in the same order (WCAG 3.2.6), and how one
 * knows that the pages are the government's own, where they are.
 */
export const footOf = (
  { baseUrl, demonstration = true, catalogue }: FootDeps,
  t: Translate,
): NonNullable<Page["foot"]> => ({
  links: [
    { text: t("layout.help"), href: "/help" },
    { text: t("public.authorities.title"), href: "/authorities" },
    { text: t("documents.verify"), href: "/v" },
    { text: t("public.status.title"), href: "/status" },
    { text: t("web.privacy"), href: "/privacy" },
    { text: t("layout.accessibility"), href: "/accessibility" },
  ],
  desk: catalogue?.jurisdiction.help && deskOf(catalogue.jurisdiction.help, t),
  host: demonstration || baseUrl === undefined ? undefined : new URL(baseUrl).host,
  version,
});

/** Help with a page and what is wrong with it: its address goes along, and nothing personal. */
function pageHelp(url: string, t: Translate): NonNullable<Page["foot"]>["page"] {
  const page = pageAddress(url);
  if (page === undefined || page.startsWith("/help")) return undefined;
  const query = new URLSearchParams({ page });
  return [
    { text: t("help.with-page"), href: `/help?${query}` },
    { text: t("help.wrong-page"), href: `/help/problem?${query}` },
  ];
}

interface FootDeps extends Partial<Pick<WebDeps, "baseUrl" | "demonstration">> {
  readonly catalogue?: { readonly jurisdiction: Pick<Jurisdiction, "help"> } | undefined;
}

const desks = new WeakMap<HelpDesk, Map<string, NonNullable<Page["foot"]>["desk"]>>();

/** The help desk in the words of a language, made once until somebody changes it. */
function deskOf(help: HelpDesk, t: Translate): NonNullable<Page["foot"]>["desk"] {
  const made = desks.get(help) ?? new Map<string, ReturnType<typeof deskIn>>();
  desks.set(help, made);
  const desk = made.get(t.lang) ?? deskIn(help, t);
  made.set(t.lang, desk);
  return desk;
}

/** The number that people call, whose it is, and the hours in one line. */
function deskIn(help: HelpDesk, t: Translate): NonNullable<Page["foot"]>["desk"] {
  const { number, href, of, hours } = helpDeskWords(help, t);
  const times = hours.map((row) => `${row.days} ${row.times.join(", ")}`);
  return { number, href, hours: [...(of === "" ? [] : [of]), ...times].join(" · ") };
}

interface Looks {
  readonly catalogue?: { readonly jurisdiction: Pick<Jurisdiction, "state"> } | undefined;
}

/** How the government of this instance looks, in this language. */
export const lookIn = ({ catalogue }: Looks, t: Translate): Page["look"] =>
  catalogue?.jurisdiction.state && lookOf(catalogue.jurisdiction.state, t.lang);

export const demoOf = ({ demonstration }: Pick<WebDeps, "demonstration">): Page["demo"] =>
  demonstration ? { href: "/demo" } : undefined;

/** Who is signed in, with the form by which they leave; undefined for a guest. */
function personOf(request: FastifyRequest, reply: FastifyReply): Page["person"] {
  const actor = actorOf(request);
  if (actor.kind === "guest") return undefined;
  const signOut = { action: "/sign-out", hidden: csrfField(request, reply) };
  if (actor.kind === "person") return { name: actor.person.name, signOut, work: "/me" };
  const { officer } = actor;
  return { name: officer.name, signOut, work: startPath };
}

/** When the session ends; undefined for a guest, and where a page has no clock. */
function sessionOf(
  request: FastifyRequest,
  reply: FastifyReply,
  { clock, catalogue }: PageDeps,
): Page["session"] {
  const session = sessionEndOf(request);
  if (!session || !clock || !catalogue) return undefined;
  const { timeZone } = catalogue.jurisdiction;
  return { ...session, now: clock(), timeZone, hidden: csrfField(request, reply) };
}

/** What others see of a page's address; nothing of what belongs to one person. */
function shareOf(
  request: FastifyRequest,
  { baseUrl }: PageDeps,
  status: number | undefined,
): Page["share"] {
  const isOpen = request.method === "GET" && status === undefined;
  if (!isOpen || baseUrl === undefined || actorOf(request).kind !== "guest") return undefined;
  const { pathname, searchParams } = new URL(safePath(request.url), baseUrl);
  searchParams.delete("lang");
  const query = searchParams.size > 0 ? `?${searchParams}` : "";
  return { url: `${baseUrl}${pathname}${query}`, image: `${baseUrl}/icon-512.png` };
}

/** The message that the page before has left, once. */
function bannerOf(request: FastifyRequest, reply: FastifyReply, t: Translate): SafeHtml | null {
  const flash = takeFlash(request, reply);
  if (!flash) return null;
  const kind = flash.kind === "success" ? "success" : "important";
  return notificationBanner({ heading: t.named(flash.code, flash.facts), kind, id: "flash" }, t);
}

/** Sends a page to a person: the layout around `content`, in their language, with their name. */
export function webPage(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: PageDeps,
  { status, maxAgeSeconds, ...page }: WebPage,
): FastifyReply {
  const t = wordsOf(request, deps);
  const banner = bannerOf(request, reply, t);
  const above = banner && page.full ? band(banner) : banner;
  const body = layout(
    {
      ...page,
      content: above ? html`${above}${page.content}` : page.content,
      path: request.url,
      person: personOf(request, reply),
      session: sessionOf(request, reply, deps),
      demo: demoOf(deps),
      look: lookIn(deps, t),
      foot: { ...footOf(deps, t), page: pageHelp(request.url, t) },
      share: shareOf(request, deps, status),
    },
    t,
  );
  return sendHtml(reply, body, {
    ...(status !== undefined && { status }),
    ...(maxAgeSeconds !== undefined && !banner && { maxAgeSeconds }),
  });
}

/**
 * Bytes that came from outside, to be saved and never shown as a page of ours (ASVS 3.2.1, 5.4.1):
 * as an attachment, unsniffed, in a sandbox; kept by no cache.
 */
export const attachment = (reply: FastifyReply, name: string, type: string, bytes: Uint8Array) =>
  reply
    .header("content-type", type)
    .header("content-disposition", dispositionOf(name))
    .header("content-security-policy", "default-src 'none'; sandbox")
    .header("cache-control", "private, no-store")
    .send(Buffer.from(bytes));

/** A name for every browser, and the real one (RFC 6266, RFC 8187). */
export function dispositionOf(name: string): string {
  const ascii = name.replaceAll(/[^\w.() -]/g, "_");
  const exact = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${exact}`;
}
