import type { FastifyInstance, FastifyRequest } from "fastify";
import { actorOf } from "../../platform/auth/index.ts";

/** Where an officer reads what happened to their work. */
export const notificationsPath = "/staff/notifications";

const unreadBy = new WeakMap<FastifyRequest, number>();

/**
 * Counts, for each page of the staff, what its officer has not read. Pages that load themselves
 * again and posts, whose answer is mostly a redirect, are not counted. Call it after sign-in has
 * been installed.
 */
export function installBell(
  app: FastifyInstance,
  { unreadOf }: { readonly unreadOf: (officer: string) => Promise<number> },
): void {
  app.addHook("preHandler", async (request) => {
    if (request.method !== "GET") return;
    const actor = actorOf(request);
    if (actor.kind === "officer") unreadBy.set(request, await unreadOf(actor.officer.id));
  });
}

/** How many notifications the officer of this request has not read; undefined where not counted. */
export const unreadAt = (request: FastifyRequest): number | undefined => unreadBy.get(request);
