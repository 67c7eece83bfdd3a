import type { FastifyReply, FastifyRequest } from "fastify";
import { isUuid } from "../../kernel/index.ts";
import { requireOfficer } from "../../platform/auth/index.ts";
import {
  latestEvents,
  type RecordedEvent,
  type SecurityKind,
  securityKinds,
} from "../../platform/security/index.ts";
import { button, html, linkButton, type SafeHtml, select, table } from "../components/index.ts";
import { type Desk, deskOf, type Office, show } from "./desk.ts";
import type { NameOf } from "./names.ts";

const isKind = (text: unknown): text is SecurityKind => securityKinds.some((each) => each === text);

/** GET /office/security: security events, newest first, for the security officer. */
export async function securityPage(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  requireOfficer(request, "security-officer");
  const desk = deskOf(deps, request, reply);
  const { t } = desk;
  const asked = request.query as Readonly<Record<string, unknown>>;
  const kind = isKind(asked.kind) ? asked.kind : undefined;
  const before =
    typeof asked.before === "string" && isUuid(asked.before) ? asked.before : undefined;
  const events = await latestEvents(deps.sql, { kind, before });
  const nameOf = await deps.names(
    events.flatMap(({ actor, about }) => [officerIn(actor), officerIn(about)]),
  );
  const title = t("security.title");
  const content = html`<h1 class="govuk-heading-l">${title}</h1><p class="govuk-body">${t("security.lead")}</p>${filter(desk, kind)}${eventTable(desk, events, nameOf)}${older(desk, events, kind)}`;
  return show(desk, { title, content, current: "security" });
}

const officerIn = (who: string | null | undefined): string | undefined =>
  /^officer:(.+)$/.exec(who ?? "")?.[1];

/** An officer by name; everybody and everything else by id, as it stands in other records. */
function named({ t }: Desk, who: string | null | undefined, nameOf: NameOf): string {
  const officer = officerIn(who);
  if (officer) return nameOf(officer);
  return who === "command" ? t("security.command") : (who ?? "");
}

const filter = ({ t }: Desk, kind: SecurityKind | undefined): SafeHtml => {
  const items = securityKinds.map((value) => ({ value, text: t(`security.kinds.${value}`) }));
  const field = { id: "kind", name: "kind", label: t("security.kind"), items, value: kind };
  return html`<form method="get" action="/office/security">${select(field, t)}${button({ text: t("security.show"), kind: "secondary" })}</form>`;
};

const eventTable = (desk: Desk, events: readonly RecordedEvent[], nameOf: NameOf): SafeHtml => {
  const { t, deps } = desk;
  const zone = deps.catalogue.jurisdiction.timeZone;
  return table({
    caption: t("security.title"),
    captionHidden: true,
    columns: [
      { text: t("security.when") },
      { text: t("security.what") },
      { text: t("security.who") },
      { text: t("security.about") },
      { text: t("security.details") },
      { text: t("security.times"), numeric: true },
    ],
    rows: events.map(({ at, kind, actor, about, facts, times }) => [
      t.dateTime(at, zone),
      t(`security.kinds.${kind}`),
      actor ? named(desk, actor, nameOf) : t("security.nobody"),
      named(desk, about, nameOf),
      Object.entries(facts ?? {})
        .map(([name, value]) => `${name}: ${value}`)
        .join(", "),
      t.number(times),
    ]),
    empty: t("security.empty"),
  });
};

function older({ t }: Desk, events: readonly RecordedEvent[], kind: string | undefined) {
  const last = events.length === 100 ? events.at(-1) : undefined;
  if (!last) return null;
  const query = new URLSearchParams({ ...(kind && { kind }), before: last.id });
  const href = `/office/security?${query}`;
  return linkButton({ text: t("security.older"), href, kind: "secondary" });
}
