import type { FastifyReply, FastifyRequest } from "fastify";
import { requireOfficer } from "../../../platform/auth/index.ts";
import type { PlainKey } from "../../../platform/i18n/index.ts";
import { privacyRole } from "../../../privacy/index.ts";
import { html, type OfficeEntry, type SafeHtml } from "../../components/index.ts";
import { staffBanner } from "../../staff/index.ts";
import { type Desk, deskOf, type Office, show } from "../desk.ts";

const home = "/office/privacy";

export const sections = {
  requests: home,
  nights: `${home}/nights`,
  holds: `${home}/holds`,
  breaches: `${home}/breaches`,
  register: `${home}/register`,
} as const;
export type Section = keyof typeof sections;

/** The request of a data protection officer; anybody else is refused. */
export function privacyDesk(deps: Office, request: FastifyRequest, reply: FastifyReply): Desk {
  requireOfficer(request, privacyRole);
  return deskOf(deps, request, reply);
}

const names: Readonly<Record<Section, PlainKey>> = {
  requests: "privacy-desk.requests.tab",
  nights: "privacy-desk.nights.tab",
  holds: "privacy-desk.holds.tab",
  breaches: "privacy-desk.breaches.tab",
  register: "privacy-desk.register.tab",
};

const entriesOf = ({ t }: Desk, current: Section): OfficeEntry[] => [
  ...(Object.keys(sections) as Section[]).map((section) => ({
    text: t(names[section]),
    href: sections[section],
    current: section === current,
  })),
  { text: t("office.worklist"), href: "/office" },
];

/** One page of the data protection officer. */
export interface PrivacyPage {
  readonly section: Section;
  /** Heading, where it is not the name of the section. */
  readonly title?: string;
  readonly lead?: string;
  readonly content: SafeHtml;
  readonly status?: number;
}

export function showPrivacy(desk: Desk, page: PrivacyPage): FastifyReply {
  const { t } = desk;
  const title = page.title ?? t(names[page.section]);
  const content = html`${staffBanner(desk)}
    <p class="govuk-caption-l">${t("privacy-desk.title")}</p>
    <h1 class="govuk-heading-l">${title}</h1>
    ${page.lead ? html`<p class="govuk-body">${page.lead}</p>` : null}${page.content}`;
  return show(desk, {
    ...{ title, content, entries: entriesOf(desk, page.section), path: sections[page.section] },
    ...(page.status && { status: page.status, failed: true }),
  });
}

/** "14:30" and "14h30" as minutes of a day; undefined where it is no time. */
export function minutesTyped(text: string): number | undefined {
  const [, hour, minute] = /^([01]?\d|2[0-3])[:.h]([0-5]\d)$/.exec(text) ?? [];
  return hour === undefined ? undefined : Number(hour) * 60 + Number(minute);
}

export const zoneOf = ({ deps }: Desk): string => deps.catalogue.jurisdiction.timeZone;

/** The title of a service by its id, or the id. */
export const serviceTitle = ({ deps, t }: Desk, service: string, version: number): string => {
  const definition = deps.catalogue.version(service, version) ?? deps.catalogue.current(service);
  return definition ? t.words(definition.title) : service;
};
