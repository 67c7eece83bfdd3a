import type { FastifyInstance, FastifyRequest } from "fastify";
import { endOtherSessions, requirePerson, sessionsOf } from "../../../platform/auth/index.ts";
import { cookieOf, formOf, redirectTo, textOf } from "../../../platform/http/index.ts";
import { breadcrumbs, csrfField, narrow, sessionList } from "../../components/index.ts";
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
      current: "me",
      content: narrow(sessionList({ sessions, action: path, csrf, timeZone }, t)),
      before: breadcrumbs([{ text: t("me.heading"), href: "/me" }], t),
    });
  });
  app.post(path, async (request, reply) => {
    const person = requirePerson(request);
    const ended = await endOtherSessions(deps.sql, person.id, chosenIn(request), deps.clock());
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
