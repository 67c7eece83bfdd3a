import type { FastifyInstance } from "fastify";
import { homeOf } from "../../../acts/index.ts";
import { loadVersions } from "../../../catalogue/index.ts";
import { actorOf, requirePerson } from "../../../platform/auth/index.ts";
import { redirectTo } from "../../../platform/http/index.ts";
import { startPath } from "../../staff/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";
import { homeView } from "./home-view.ts";

/** `/me`: all that concerns the person who is signed in; an officer is led to their work. */
export function homeRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get("/me", async (request, reply) => {
    const actor = actorOf(request);
    if (actor.kind === "officer") return redirectTo(reply, startPath);
    const person = requirePerson(request);
    const [home, unread] = await Promise.all([
      homeOf(deps, person),
      deps.messages.unreadOf(person.id),
    ]);
    const steps = home.journeys.flatMap((journey) => journey.drafts);
    await loadVersions(deps.catalogue, steps);
    const t = wordsOf(request, deps);
    return webPage(request, reply, deps, {
      title: t("me.heading"),
      current: "me",
      content: homeView({ home, person, unread }, deps, t),
    });
  });
}
