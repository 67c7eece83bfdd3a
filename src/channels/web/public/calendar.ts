import type { FastifyInstance } from "fastify";
import { calendarOf } from "../../../acts/index.ts";
import { sendRefusal } from "../../../platform/http/index.ts";
import type { WebDeps } from "../deps.ts";

/**
 * The calendar behind a secret address, for a program that cannot sign in. Whoever has the address
 * reads it, until its owner revokes it at the desk.
 */
export function calendarRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get<{ Params: { secret: string } }>(
    "/partnership/calendar/:secret.ics",
    async (request, reply) => {
      const feed = await deps.partnership.feeds.bySecret(request.params.secret);
      if (!feed) return sendRefusal(reply, { kind: "not-found", code: "http.not-found" });
      return reply
        .header("content-type", "text/calendar; charset=utf-8")
        .header("cache-control", "private, max-age=3600")
        .header("x-robots-tag", "noindex")
        .send(await calendarOf(deps, feed));
    },
  );
}
