import type { FastifyInstance } from "fastify";
import { cookieOf, forgetSession, setCaller } from "../http/index.ts";
import { actorOf, nameOfActor, setActor, toSignIn } from "./actor.ts";
import type { AuthOptions } from "./options.ts";
import { addAuthRoutes } from "./routes.ts";
import { readSession } from "./sessions.ts";

/**
 * Reads the session of every request that carries one (one SELECT; none for assets and for guests),
 * and adds the sign-in routes. Call it on the server itself, before any other route is added.
 */
export function installAuth(app: FastifyInstance, options: AuthOptions): void {
  app.addHook("onRequest", async (request, reply) => {
    const { anonymous, csrf } = request.routeOptions.config;
    // Where forged posts are not looked for, the browser's session may not count either.
    if (anonymous || (csrf === false && request.method !== "GET")) return;
    const id = cookieOf(request, "session");
    if (!id) return;
    const session = await readSession(options.sql, id, options.clock());
    if (!session) return forgetSession(request, reply);
    setActor(request, session.actor, session.shared);
    const { actor } = session;
    setCaller(request, nameOfActor(actor));
  });
  // Files are for who is signed in: nobody else's are read.
  app.addHook("preParsing", async (request) => {
    const { multipart, csrf } = request.routeOptions.config;
    if (multipart && csrf !== false && actorOf(request).kind === "guest") throw toSignIn(request);
  });
  addAuthRoutes(app, options);
}
