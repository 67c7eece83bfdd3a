import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { decodeJwt } from "jose";
import { clearCookie, cookieOf, formOf, limited, redirectTo, textOf } from "../http/index.ts";
import { actorOf, isSharedComputer, nameOfActor } from "./actor.ts";
import type { Client } from "./issuer.ts";
import { forgetKeptPosts } from "./kept-posts.ts";
import type { AuthOptions } from "./options.ts";
import { type AtIssuer, endAsIssuerSays, endOwnSession } from "./sessions.ts";
import { signedOutAmong } from "./signed-out.ts";
import { useLogin } from "./used-logins.ts";

/** Says that this browser holds what a person chose to keep there; they take it with them. */
export const onPhoneCookie = "on-phone";

/** Registered with the issuer: where it sends whoever signed out, and where it tells us of it. */
export const signOutPaths = { back: "/sign-out/done", told: "/sign-out/by-issuer" } as const;

/**
 * `POST /sign-out` ends the session here and, where the issuer lets us, there; `GET /sign-out/done`
 * is the way back from there; at `POST /sign-out/by-issuer` it tells us of what ended with it.
 */
export function addSignOut(
  app: FastifyInstance,
  options: AuthOptions,
  clients: readonly Client[],
): void {
  app.post("/sign-out", async (request, reply) => signOut(request, reply, { options, clients }));
  app.get(signOutPaths.back, (request, reply) => {
    const isGuest = actorOf(request).kind === "guest";
    return redirectTo(
      reply,
      "/",
      isGuest ? { kind: "success", code: "auth.signed-out" } : undefined,
    );
  });
  const config = { ...limited("sign-in"), anonymous: true, csrf: false };
  app.post(signOutPaths.told, { config }, async (request, reply) => {
    const token = textOf(formOf(request), "logout_token");
    reply.header("cache-control", "no-store");
    try {
      await endAtIssuersWord(token, { options, clients });
      return reply.code(200).send();
    } catch (error) {
      request.log.warn({ err: error }, "logout token refused");
      return reply.code(400).send({ error: "invalid_request" });
    }
  });
}

interface Parts {
  readonly options: AuthOptions;
  readonly clients: readonly Client[];
}

async function signOut(request: FastifyRequest, reply: FastifyReply, parts: Parts) {
  const { options } = parts;
  const actor = actorOf(request);
  const asked =
    actor.kind === "officer" &&
    (await options.beforeSignOut?.(actor.officer.id, textOf(formOf(request), "client")));
  if (asked) return redirectTo(reply, asked);
  const shared = isSharedComputer(request);
  const atIssuer = await endOwnSession(options.sql, request, reply, options.clock());
  clearCookie(reply, "kept");
  if (actor.kind !== "guest") {
    await forgetKeptPosts(options.sql, nameOfActor(actor));
    await options.security?.record({ kind: "signed-out", actor: nameOfActor(actor) });
  }
  if (actor.kind === "officer") {
    const { id } = actor.officer;
    const gone = await signedOutAmong(options.sql, [id], options.clock());
    if (gone.has(id)) await options.officerSignedOut?.(id);
  }
  if (shared) reply.header("clear-site-data", '"cache", "cookies", "storage"');
  // An officer's browser also holds what they have not yet sent from a counter without network.
  else if (cookieOf(request, onPhoneCookie) && actor.kind !== "officer") {
    clearCookie(reply, onPhoneCookie);
    reply.header("clear-site-data", '"cache", "storage"');
  }
  const onward = atIssuer && (await issuersSignOut(request, parts, atIssuer));
  if (onward) return reply.header("cache-control", "no-store").redirect(onward.href, 303);
  const mayAnnounce = actor.kind !== "guest" && !shared;
  return redirectTo(
    reply,
    "/",
    mayAnnounce ? { kind: "success", code: "auth.signed-out" } : undefined,
  );
}

/** Who is signed out here is signed out, whether or not their issuer can be reached. */
async function issuersSignOut(
  request: FastifyRequest,
  { options, clients }: Parts,
  { issuer, idToken }: AtIssuer,
): Promise<URL | undefined> {
  const client = clients.find((each) => each.issuer.id === issuer);
  const then = new URL(signOutPaths.back, options.baseUrl).href;
  try {
    return await client?.signOutUrl(idToken, then);
  } catch (error) {
    request.log.warn({ err: error }, "no sign-out at the issuer");
    return undefined;
  }
}

/** Throws where the token says nothing, or said it before. */
async function endAtIssuersWord(token: string, { options, clients }: Parts): Promise<void> {
  const { sql, clock, security } = options;
  const { iss } = decodeJwt(token);
  const client = clients.find(({ issuer }) => sameUrl(issuer.url, iss)) ?? clients[0];
  if (!client) throw new Error("no issuer is configured");
  const { sub, sid, jti, until } = await client.checkLogout(token);
  if (!(await useLogin(sql, { state: `${iss} logout ${jti}`, until })))
    throw new Error("used before");
  const account = { iss: client.issuer.account ?? client.issuer.url, sub };
  const sessions = await endAsIssuerSays(sql, { issuer: client.issuer.id, account, sid }, clock());
  if (sessions > 0)
    await security?.record({
      kind: "session-ended",
      facts: { issuer: client.issuer.id, sessions },
    });
}

const sameUrl = (a: string, b: string | undefined): boolean =>
  a.replace(/\/+$/, "") === b?.replace(/\/+$/, "");
