import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type Sql, together } from "../db/index.ts";
import { clearCookie, cookieOf, multipartOf, setCaller, setCookie } from "../http/index.ts";
import {
  actorOf,
  isSentToProof,
  isSentToSignIn,
  nameOfActor,
  pageOf,
  setActor,
  toSignIn,
} from "./actor.ts";
import { keepPost, keptLimits } from "./kept-posts.ts";
import type { Officer } from "./model.ts";
import type { AuthOptions } from "./options.ts";
import { addAuthRoutes } from "./routes.ts";
import { SeenOfficers } from "./seen-officers.ts";
import { readSession } from "./sessions.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Only scripts ask for it, by themselves: that is no sign of life of a session. */
    quiet?: boolean;
    /** Nothing is typed in its form: after signing in one goes on without being asked. */
    untyped?: boolean;
    /**
     * Begins to read what its address names, in one exchange with the session: before it is known
     * who asks. Whoever uses it then looks whose it is. `last` is the officer whose session it was
     * the last time: what is read for them may be used where it still is, by the same object.
     */
    ahead?: (request: FastifyRequest, sql: Sql, last?: Officer) => void;
  }
}

/**
 * Whether a page or its script makes this request by itself, so that nobody needs to be there: the
 * route is `quiet`, or the page that loads itself again says so in its address (`?again=1`).
 */
export const isByItself = ({ method, query, routeOptions }: FastifyRequest): boolean =>
  routeOptions.config.quiet === true ||
  (method === "GET" && (query as { readonly again?: unknown } | undefined)?.again === "1");

/** Whose session has run out, where the browser still has its cookie. */
const endedOf = new WeakMap<FastifyRequest, string>();

/**
 * Reads the session of every request that carries one (one SELECT; none for assets and for guests),
 * keeps a form that comes after its end, and adds the sign-in routes. Call it on the server itself,
 * before any other route is added.
 */
export function installAuth(app: FastifyInstance, options: AuthOptions): void {
  const seen = new SeenOfficers();
  app.addHook("onRequest", async (request, reply) => {
    const { anonymous, csrf, ahead } = request.routeOptions.config;
    // Without CSRF protection the browser's session must not count either.
    if (anonymous || (csrf === false && request.method !== "GET")) return;
    const id = cookieOf(request, "session");
    if (!id) return;
    const { clock, unreadFor } = options;
    const sql = ahead ? together(options.sql) : options.sql;
    const reading = readSession(sql, id, clock(), {
      ...{ quiet: isByItself(request), seen },
      // Pages of the staff say it; the answer to a post is mostly a redirect.
      ...(unreadFor && request.method === "GET" && { unreadFor }),
    });
    ahead?.(request, sql, seen.last(id));
    const session = await reading;
    if (!session) return clearCookie(reply, "session");
    if ("endedOf" in session) {
      endedOf.set(request, nameOfActor(session.endedOf));
      return;
    }
    setActor(request, session);
    setCaller(request, nameOfActor(session.actor));
  });
  // Files are for who is signed in, or was until a while ago: nobody else's are read.
  app.addHook("preParsing", async (request) => {
    const { multipart, csrf } = request.routeOptions.config;
    if (multipart && csrf !== false && !accountOf(request)) throw toSignIn(request);
  });
  app.addHook("onSend", async (request, reply) => {
    const { untyped } = request.routeOptions.config;
    const isSentAway = isSentToSignIn(request) || isSentToProof(request);
    if (request.method === "POST" && isSentAway && !untyped)
      await keepForm(request, reply, options);
  });
  addAuthRoutes(app, options);
}

/** Who is signed in here, or was. */
function accountOf(request: FastifyRequest): string | undefined {
  const actor = actorOf(request);
  return actor.kind === "guest" ? endedOf.get(request) : nameOfActor(actor);
}

/**
 * What was typed is not lost on the way to sign-in. Only a page's form: a script looks after
 * itself.
 */
async function keepForm(request: FastifyRequest, reply: FastifyReply, options: AuthOptions) {
  const account = accountOf(request);
  if (!account || !request.headers.accept?.includes("text/html")) return;
  const coming = {
    ...{ account, url: request.url, from: pageOf(request), form: multipartOf(request) },
    proof: isSentToProof(request),
  };
  const cookie = await keepPost(options.sql, coming, {
    newId: options.newId,
    now: options.clock(),
    cookie: cookieOf(request, "kept"),
  });
  setCookie(reply, "kept", cookie, keptLimits.minutes * 60);
}
