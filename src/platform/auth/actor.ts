import type { FastifyRequest } from "fastify";
import { isInside, notAllowed, safePath, TurnedAway } from "../http/index.ts";
import type { Actor, Level, Officer, Person } from "./model.ts";

interface Authenticated {
  readonly actor: Actor;
  readonly shared: boolean;
  readonly session?: SessionEnd;
  readonly provedAt?: Date | undefined;
  readonly startedAt?: Date;
  readonly unread?: number | undefined;
}

/** When a session ends. */
export interface SessionEnd {
  /** Unless something is done before. */
  readonly endsAt: Date;
  /** Nothing that is done makes it longer. */
  readonly final: boolean;
}

const byRequest = new WeakMap<FastifyRequest, Authenticated>();
const guest: Authenticated = { actor: { kind: "guest" }, shared: false };

export const setActor = (
  request: FastifyRequest,
  { actor, shared, endsAt, final, provedAt, startedAt, unread }: Authenticated & SessionEnd,
): void => {
  byRequest.set(request, {
    actor,
    shared,
    session: { endsAt, final },
    provedAt,
    unread,
    ...(startedAt && { startedAt }),
  });
};

/** When the session of this request ends; undefined for a guest. */
export const sessionEndOf = (request: FastifyRequest): SessionEnd | undefined =>
  byRequest.get(request)?.session;

/** What waits unread for the officer of this request; undefined where it was not counted. */
export const unreadAt = (request: FastifyRequest): number | undefined =>
  byRequest.get(request)?.unread;

/** An actor by id, for security events and limits. */
export const nameOfActor = (actor: Exclude<Actor, { kind: "guest" }>): string =>
  actor.kind === "person" ? `person:${actor.person.id}` : `officer:${actor.officer.id}`;

/** The id of the officer whom a record names as its actor; undefined where it was no officer. */
export const officerIn = (actor: string | null | undefined): string | undefined =>
  /^officer:(\S+)/.exec(actor ?? "")?.[1];

/** The actor of a request. A guest where there is no session, or an expired one. */
export const actorOf = (request: FastifyRequest): Actor => (byRequest.get(request) ?? guest).actor;

/** Whether the person said at sign-in that the computer is shared. */
export const isSharedComputer = (request: FastifyRequest): boolean =>
  (byRequest.get(request) ?? guest).shared;

/**
 * The signed-in person, at this level of assurance or above (default 1). Redirects a guest, or a
 * person at a lower level, to sign in, and on to `next` or back here; refuses an officer with
 * `auth.people-only`.
 */
export function requirePerson(request: FastifyRequest, level: Level = 1, next?: string): Person {
  const actor = actorOf(request);
  if (actor.kind === "officer") throw notAllowed("auth.people-only");
  if (actor.kind === "person" && actor.person.level >= level) return actor.person;
  const more = { ...(level > 1 && { level: String(level) }), ...(next && { next }) };
  throw toSignIn(request, more);
}

/**
 * The signed-in officer, in this role if one is given. Redirects a guest to sign in; refuses a
 * person with `auth.officers-only`, an officer without the role with `auth.role-missing`, and one
 * who works from elsewhere than their ministry lets them with `auth.other-network`.
 */
export function requireOfficer(request: FastifyRequest, role?: string): Officer {
  const actor = actorOf(request);
  if (actor.kind === "guest") throw toSignIn(request, { as: "staff" });
  if (actor.kind === "person") throw notAllowed("auth.officers-only");
  const { networks = [] } = actor.officer;
  if (networks.length > 0 && !isInside(request.ip, networks))
    throw notAllowed("auth.other-network");
  if (role && !actor.officer.roles.includes(role)) throw notAllowed("auth.role-missing");
  return actor.officer;
}

/** How long a proof counts before an act that binds others. */
export const proofMinutes = 5;

/** Whether the officer of this request has proved a moment ago that it is they. */
export const isProved = (request: FastifyRequest, now: Date): boolean => {
  const { provedAt } = byRequest.get(request) ?? guest;
  return provedAt !== undefined && now.getTime() - provedAt.getTime() < proofMinutes * 60_000;
};

/**
 * The signed-in officer, who has proved within the last five minutes that it is they, with a
 * passkey or anew at their identity provider. Otherwise throws what leads to the page that asks for
 * it, and back here afterwards. For what binds others: signing a stack, changing keys.
 */
export function requireProof(request: FastifyRequest, now: Date, role?: string): Officer {
  const officer = requireOfficer(request, role);
  if (isProved(request, now)) return officer;
  const next = new URLSearchParams({ next: pageOf(request) });
  throw new TurnedAway({ path: `/staff/proof?${next}` });
}

/**
 * The signed-in officer, whose sign-in or last proof is at most so many minutes old. A form that
 * comes later is kept, and goes on once they have proved that it is they. For every signature and
 * decision (ASVS 7.5.3).
 */
export function requireRecentProof(request: FastifyRequest, now: Date, minutes: number): Officer {
  const officer = requireOfficer(request);
  if (isRecent(request, now, minutes)) return officer;
  if (request.method === "POST") sentToProof.add(request);
  const next = request.method === "POST" ? keptPath : pageOf(request);
  throw new TurnedAway({ path: `/staff/proof?${new URLSearchParams({ next })}` });
}

/** The page that asks whether a form which came too late is to be sent now. */
export const keptPath = "/sign-in/kept";

/** Whether the sign-in of this request, or its last proof, is at most so many minutes old. */
export function isRecent(request: FastifyRequest, now: Date, minutes = proofMinutes): boolean {
  const { provedAt, startedAt } = byRequest.get(request) ?? guest;
  const last = provedAt ?? startedAt;
  return last !== undefined && now.getTime() - last.getTime() < minutes * 60_000;
}

const sentToProof = new WeakSet<FastifyRequest>();

/** Was this request answered with the way to prove who one is? */
export const isSentToProof = (request: FastifyRequest): boolean => sentToProof.has(request);

const sentToSignIn = new WeakSet<FastifyRequest>();

/** Was this request answered with the way to sign in? */
export const isSentToSignIn = (request: FastifyRequest): boolean => sentToSignIn.has(request);

/** Redirects to sign-in, and back to this page afterwards, or to `next`. */
export function toSignIn(request: FastifyRequest, more: Record<string, string> = {}): TurnedAway {
  sentToSignIn.add(request);
  const query = new URLSearchParams({ next: pageOf(request), ...more });
  return new TurnedAway({ path: `/sign-in?${query}` });
}

/** The page to return to: this one, or for a post the page of its form. */
export function pageOf(request: FastifyRequest): string {
  if (request.method === "GET" || request.method === "HEAD") return safePath(request.url);
  const { referer } = request.headers;
  if (!referer || !URL.canParse(referer)) return "/";
  const { pathname, search } = new URL(referer);
  return safePath(pathname + search);
}
