import type { FastifyReply, FastifyRequest } from "fastify";
import { isUuid, type OfficerId, type PersonId } from "../../kernel/index.ts";
import { endSessionsOf, officerIn, requireOfficer } from "../../platform/auth/index.ts";
import { formOf, redirectTo, textOf } from "../../platform/http/index.ts";
import {
  latestEvents,
  type RecordedEvent,
  type SecurityKind,
  securityKinds,
} from "../../platform/security/index.ts";
import {
  button,
  html,
  input,
  linkButton,
  type SafeHtml,
  select,
  table,
} from "../components/index.ts";
import { staffBanner } from "../staff/index.ts";
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
  const content = html`
    ${staffBanner(desk)}
    <h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body">${t("security.lead")}</p>
    ${filter(desk, kind)}${eventTable(desk, events, nameOf)}${older(desk, events, kind)}
    ${ending(desk)}
  `;
  return show(desk, { title, content, current: "security" });
}

/** POST /office/security/sessions: signs somebody out everywhere, by the id that events name. */
export async function endSomebodysSessions(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const officer = requireOfficer(request, "security-officer");
  const about = textOf(formOf(request), "about").trim();
  const id = /^(?:person|officer):(.+)$/.exec(about)?.[1] ?? "";
  const valid = isUuid(id);
  const sessions = valid
    ? await endSessionsOf(deps.sql, id as PersonId | OfficerId, deps.clock())
    : 0;
  if (sessions > 0) {
    const actor = `officer:${officer.id}`;
    await deps.security.record({ kind: "session-ended", actor, about, facts: { sessions } });
  }
  return redirectTo(reply, "/office/security", {
    kind: sessions > 0 ? "success" : "notice",
    code: sessions > 0 ? "security.sessions-ended" : "security.no-sessions",
  });
}

const ending = ({ t, csrf }: Desk): SafeHtml => html`
  <form method="post" action="/office/security/sessions">
    ${csrf}
    <h2 class="govuk-heading-m">${t("security.end-sessions")}</h2>
    ${input(
      {
        ...{ id: "about", name: "about", label: t("security.end-whose") },
        hint: t("security.end-hint"),
      },
      t,
    )}
    ${button({ text: t("security.end"), kind: "warning" })}
  </form>
`;

/** An officer by name; everybody and everything else by id, as it stands in other records. */
function named({ t }: Desk, who: string | null | undefined, nameOf: NameOf): string {
  const officer = officerIn(who);
  if (officer) return nameOf(officer);
  return who === "command" ? t("security.command") : (who ?? "");
}

const filter = ({ t }: Desk, kind: SecurityKind | undefined): SafeHtml => {
  const items = securityKinds.map((value) => ({ value, text: t(`security.kinds.${value}`) }));
  const field = { id: "kind", name: "kind", label: t("security.kind"), items, value: kind };
  return html`<form method="get" action="/office/security">${select(field, t)}
    ${button({ text: t("security.show"), kind: "secondary" })}</form>`;
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
      html`${factsOf(facts)}${kind === "signed-in" && actor ? signOutButton(desk, actor) : null}`,
      t.number(times),
    ]),
    empty: t("security.empty"),
  });
};

const factsOf = (facts: RecordedEvent["facts"]): string =>
  Object.entries(facts ?? {})
    .map(([name, value]) => `${name}: ${value}`)
    .join(", ");

/** Beside somebody's sign-in: ends that session and all their others. */
const signOutButton = ({ t, csrf }: Desk, about: string): SafeHtml => html`
  <form method="post" action="/office/security/sessions">
    ${csrf}<input type="hidden" name="about" value="${about}">
    ${button({ text: t("security.end"), kind: "secondary", hidden: t("security.end-sessions") })}
  </form>
`;

function older({ t }: Desk, events: readonly RecordedEvent[], kind: string | undefined) {
  const last = events.length === 100 ? events.at(-1) : undefined;
  if (!last) return null;
  const query = new URLSearchParams({ ...(kind && { kind }), before: last.id });
  const href = `/office/security?${query}`;
  return linkButton({ text: t("security.older"), href, kind: "secondary" });
}
