import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { randomNonce, randomPKCECodeVerifier, randomState } from "openid-client";
import {
  chooseLanguage,
  clearCookie,
  cookieOf,
  forgetForms,
  limited,
  redirectTo,
  safePath,
  sendRefusal,
  setCookie,
} from "../http/index.ts";
import { isLang } from "../i18n/index.ts";
import { keptPath, nameOfActor } from "./actor.ts";
import { deviceName } from "./device-name.ts";
import { type Client, clientFor } from "./issuer.ts";
import { isPostKept } from "./kept-posts.ts";
import { type LoginState, loginStateBox, signInMinutes } from "./login-state.ts";
import type { Level } from "./model.ts";
import type { AuthOptions } from "./options.ts";
import { addSessionEnd } from "./session-end.ts";
import { endSession, readSession } from "./sessions.ts";
import { admit, refusalFrom } from "./sign-in.ts";
import { addSignOut } from "./sign-out.ts";
import { useLogin } from "./used-logins.ts";

/** `GET /sign-in`, `GET /sign-in/callback`, `POST /sign-out`, and how a session ends. */
export function addAuthRoutes(app: FastifyInstance, options: AuthOptions): void {
  const box = loginStateBox(options.secret);
  const redirectUri = new URL("/sign-in/callback", options.baseUrl).href;
  const clients = options.issuers.map((issuer) => clientFor(issuer, redirectUri));
  const config = limited("sign-in");

  app.get("/sign-in", { config }, async (request, reply) => {
    const elsewhere = otherNameOfThisMachine(request, options.baseUrl);
    if (elsewhere) return reply.redirect(elsewhere, 303);
    const query = request.query as Readonly<Record<string, unknown>>;
    if (options.staffSignIn && query.as === "staff" && query.issuer === undefined) {
      const next = safePath(
        typeof query.next === "string" ? query.next : undefined,
        "/staff/start",
      );
      return redirectTo(reply, `${options.staffSignIn}?${new URLSearchParams({ next })}`);
    }
    const client = chooseClient(clients, query);
    const login = newLogin(client, query, options);
    try {
      const to = await client.authorizationUrl(login);
      setCookie(reply, "login", box.lock(login), signInMinutes * 60);
      return reply.header("cache-control", "no-store").redirect(to.href, 303);
    } catch (error) {
      return refuseSignIn(request, reply, error, options);
    }
  });

  app.get("/sign-in/callback", { config }, async (request, reply) => {
    const login = box.open(cookieOf(request, "login"), options.clock());
    clearCookie(reply, "login");
    const client = clients.find(({ issuer }) => issuer.id === login?.issuer);
    if (!login || !client || !(await useLogin(options.sql, login)))
      return sendRefusal(reply, { kind: "invalid", code: "auth.sign-in-expired" }, 400);
    const callback = new URL(request.url.slice(request.url.indexOf("?")), redirectUri);
    return finish(request, reply, { options, client, login, callback });
  });

  addSignOut(app, options, clients);
  addSessionEnd(app, options.clock);
}

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * A demonstration opened at 127.0.0.1 that calls itself localhost would lose the cookie of the
 * sign-in on the way back: it begins at the name that the issuer will answer to.
 */
function otherNameOfThisMachine(request: FastifyRequest, baseUrl: string): string | undefined {
  const { host, origin } = new URL(baseUrl);
  const other = request.host !== host && loopback.test(request.host) && loopback.test(host);
  return other ? origin + safePath(request.url) : undefined;
}

interface Callback {
  readonly options: AuthOptions;
  readonly client: Client;
  readonly login: LoginState;
  readonly callback: URL;
}

async function finish(request: FastifyRequest, reply: FastifyReply, at: Callback) {
  const { options, client, login } = at;
  let signedIn: Awaited<ReturnType<Client["finish"]>>;
  try {
    signedIn = await client.finish(at.callback, login);
  } catch (error) {
    return refuseSignIn(request, reply, error, options);
  }
  const device = deviceName(request.headers["user-agent"]);
  const invitation = cookieOf(request, "invitation");
  if (invitation) clearCookie(reply, "invitation");
  const { level, shared, fresh } = login;
  const asked = { level, shared, fresh, device, invitation };
  const opened = await admit(options, client.issuer, signedIn, asked);
  if (!opened.ok) {
    tellRefused(options, opened.refusal.code);
    return sendRefusal(reply, opened.refusal);
  }
  const { actor } = opened.value;
  const now = options.clock();
  const facts = { issuer: client.issuer.id, acr: signedIn.acr ?? "" };
  await options.security?.record({ kind: "signed-in", actor, facts });
  await replaceSession(request, reply, { options, actor });
  setCookie(reply, "session", opened.value.session);
  const { language } = opened.value;
  if (isLang(language ?? undefined) && !cookieOf(request, "lang"))
    chooseLanguage(reply, language as Parameters<typeof chooseLanguage>[1]);
  const cookie = cookieOf(request, "kept");
  const waits = await isPostKept(options.sql, { cookie, account: actor, now });
  return redirectTo(reply.header("cache-control", "no-store"), waits ? keptPath : login.next);
}

/** Forms that are open in this browser stay good for the same account, and for no other. */
async function replaceSession(
  request: FastifyRequest,
  reply: FastifyReply,
  { options, actor }: { readonly options: AuthOptions; readonly actor: string },
): Promise<void> {
  const id = cookieOf(request, "session");
  if (!id) return;
  const now = options.clock();
  const before = await readSession(options.sql, id, now, { quiet: true });
  await endSession(options.sql, id, now);
  const whose = before && ("endedOf" in before ? before.endedOf : before.actor);
  if (!whose || nameOfActor(whose) !== actor) forgetForms(request, reply);
}

/** The issuer that was asked for, else the first that can do what is asked (staff, or a level). */
function chooseClient(
  clients: readonly Client[],
  query: Readonly<Record<string, unknown>>,
): Client {
  const byName = clients.find(({ issuer }) => issuer.id === query.issuer);
  const staff = query.as === "staff";
  const fits = ({ issuer }: Client) =>
    Object.values(issuer.levels).some((worth) => (worth === "staff") === staff);
  const chosen = byName ?? clients.find(fits) ?? clients[0];
  if (!chosen) throw new Error("no issuer is configured");
  return chosen;
}

const levels: Readonly<Record<string, Level>> = { 1: 1, 2: 2, 3: 3 };

function newLogin(
  { issuer }: Client,
  query: Readonly<Record<string, unknown>>,
  { clock, landing }: Pick<AuthOptions, "clock" | "landing">,
): LoginState {
  const level = typeof query.level === "string" ? levels[query.level] : undefined;
  return {
    issuer: issuer.id,
    state: randomState(),
    nonce: randomNonce(),
    verifier: randomPKCECodeVerifier(),
    next: safePath(typeof query.next === "string" ? query.next : undefined, landing),
    shared: query.shared === "1",
    ...(query.fresh === "1" && { fresh: true }),
    ...(level ? { level } : {}),
    ...(query.as === "staff" && { staff: true as const }),
    until: clock().getTime() + signInMinutes * 60_000,
  };
}

/** Whoever is refused is nobody yet: only why is written down. */
const tellRefused = ({ security }: AuthOptions, code: string) =>
  security?.note({ kind: "sign-in-refused", facts: { code } });

function refuseSignIn(
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
  options: AuthOptions,
) {
  const refusal = refusalFrom(error);
  tellRefused(options, refusal.code);
  request.log.warn({ err: error, code: refusal.code }, "sign-in refused");
  return sendRefusal(reply, refusal);
}
