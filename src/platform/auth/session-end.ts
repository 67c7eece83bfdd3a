import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { redirectTo } from "../http/index.ts";
import { pageOf, sessionEndOf } from "./actor.ts";

const path = "/sign-in/session";

/**
 * `GET /sign-in/session` says how many seconds are left and is no sign of life; `POST` is one, from
 * the button "stay signed in" (WCAG 2.2.1).
 */
export function addSessionEnd(app: FastifyInstance, clock: () => Date): void {
  const left = (request: FastifyRequest, reply: FastifyReply) => {
    const session = sessionEndOf(request);
    const seconds = session ? (session.endsAt.getTime() - clock().getTime()) / 1000 : 0;
    return reply
      .header("cache-control", "no-store")
      .send({ seconds: Math.floor(seconds), final: session?.final ?? true });
  };
  app.get(path, { config: { quiet: true } }, left);
  app.post(path, (request, reply) =>
    request.headers.accept?.includes("json")
      ? left(request, reply)
      : redirectTo(reply, pageOf(request)),
  );
}
