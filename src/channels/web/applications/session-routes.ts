import type { FastifyInstance, FastifyRequest } from "fastify";
import {
  endOtherSessions,
  requirePerson,
  type SessionShown,
  sessionsOf,
} from "../../../platform/auth/index.ts";
import { cookieOf, formOf, redirectTo, textOf } from "../../../platform/http/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  breadcrumbs,
  button,
  csrfField,
  html,
  narrow,
  type SafeHtml,
  table,
  tag,
} from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";

const path = "/applications/sessions";

/** `/applications/sessions`: where the person is signed in, to sign out there (ASVS 7.5.2). */
export function sessionRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get(path, async (request, reply) => {
    const person = requirePerson(request);
    const t = wordsOf(request, deps);
    const asked = { now: deps.clock(), cookie: cookieOf(request, "session") };
    const sessions = await sessionsOf(deps.sql, person.id, asked);
    const csrf = csrfField(request, reply);
    const { timeZone } = deps.catalogue.jurisdiction;
    return webPage(request, reply, deps, {
      title: t("sessions.heading"),
      current: "applications",
      content: narrow(sessionsView(sessions, { t, csrf, timeZone })),
      before: breadcrumbs([{ text: t("applications.heading"), href: "/applications" }], t),
    });
  });
  app.post(path, async (request, reply) => {
    const person = requirePerson(request);
    const ended = await endOtherSessions(deps.sql, person.id, chosenIn(request));
    if (ended > 0)
      await deps.security.record({
        kind: "session-ended",
        actor: `person:${person.id}`,
        facts: { sessions: ended },
      });
    return redirectTo(reply, path, { kind: "success", code: "sessions.ended" });
  });
}

/** One session by its handle, or all others. */
function chosenIn(request: FastifyRequest) {
  const handle = textOf(formOf(request), "session");
  return handle === "others" ? { butOf: cookieOf(request, "session") } : { handle };
}

interface SessionsView {
  readonly t: Translate;
  readonly csrf: SafeHtml;
  readonly timeZone: string;
}

function sessionsView(
  sessions: readonly SessionShown[],
  { t, csrf, timeZone }: SessionsView,
): SafeHtml {
  const end = (value: string, text: string, hidden?: string) =>
    html`<form method="post" action="${path}"
      >${csrf}${button({ text, kind: "secondary", name: "session", value, hidden })}</form>`;
  const rows = sessions.map(({ handle, startedAt, touchedAt, shared, own }) => [
    html`${t.dateTime(startedAt, timeZone)}${shared ? html` ${tag(t("sessions.shared"))}` : null}`,
    t.dateTime(touchedAt, timeZone),
    own
      ? tag(t("sessions.this"), "good")
      : end(handle, t("sessions.end"), t.dateTime(startedAt, timeZone)),
  ]);
  const list = table({
    caption: t("sessions.heading"),
    captionHidden: true,
    columns: ["started", "used", "end"].map((name) => ({
      text: t(`sessions.${name}` as "sessions.end"),
    })),
    rows,
  });
  const others = sessions.length > 1 ? end("others", t("sessions.end-others")) : null;
  return html`<h1 class="govuk-heading-l">${t("sessions.heading")}</h1
    ><p class="govuk-body">${t("sessions.lead")}</p>${list}${others}`;
}
