import type { FastifyReply, FastifyRequest } from "fastify";
import {
  type Centre,
  closesToday,
  type Device,
  deviceCookie,
  deviceDays,
  deviceFrom,
  ticketsAt,
  type Wait,
} from "../../centres/index.ts";
import { clockTime, type Refusal } from "../../kernel/index.ts";
import { cookieOf, langOf, notFound, setCookie } from "../../platform/http/index.ts";
import type { Lang, Translate } from "../../platform/i18n/index.ts";
import type { HallDeps } from "./deps.ts";

/** One request at one hall, in one language. */
export interface Place {
  readonly deps: HallDeps;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly centre: Centre;
  readonly t: Translate;
  /** The text of a refusal. */
  readonly told?: Refusal | undefined;
}

export const paramOf = (request: FastifyRequest, name: string): string =>
  (request.params as Readonly<Record<string, string>>)[name] ?? "";

/** The hall of this address; turns away with `centre.not-found` where there is none. */
export function placeOf(deps: HallDeps, request: FastifyRequest, reply: FastifyReply): Place {
  const centre = deps.centres.find(paramOf(request, "centre"));
  if (!centre) throw notFound("centre.not-found");
  return { deps, request, reply, centre, t: deps.i18n.for(langOf(request)) };
}

export const deviceCookieName = "hall-device";

/** What this browser is in this hall, if anything. */
export function deviceAt({ deps, request, centre }: Place): Device | undefined {
  const device = deviceFrom(deps.deviceKeys, cookieOf(request, deviceCookieName), deps.clock());
  return device?.centre === centre.id ? device : undefined;
}

/** A device whose cookie is by the server's secret before gets one by the present secret. */
function renewCookie({ deps, request, reply }: Place, device: Device): void {
  const cookie = deviceCookie(deps.deviceKeys, device);
  if (cookieOf(request, deviceCookieName) === cookie) return;
  const seconds = (device.since.getTime() - deps.clock().getTime()) / 1000 + deviceDays * 24 * 3600;
  setCookie(reply, deviceCookieName, cookie, Math.floor(seconds));
}

/**
 * The same, unless it was revoked or the hall does not know it: then why. Writes down that it was
 * seen.
 */
export async function standingAt(place: Place): Promise<Device | "revoked" | undefined> {
  const device = deviceAt(place);
  if (device) renewCookie(place, device);
  const seen = device && (await place.deps.centres.devices.see(device.id));
  if (!seen) return undefined;
  return seen.revokedAt ? "revoked" : device;
}

/** The letter of a topic, as on its tickets. */
export const letterOf = ({ topics }: Pick<Centre, "topics">, id: string): string =>
  topics.find((topic) => topic.id === id)?.letter ?? id;

/** What stands behind the question mark of the address. */
export const queryOf = ({ request }: Pick<Place, "request">): URLSearchParams =>
  new URLSearchParams(request.url.split("?")[1] ?? "");

/** `14:05` in the hall. */
export const timeIn = ({ catalogue }: HallDeps, at: Date): string =>
  clockTime(at, catalogue.jurisdiction.timeZone);

/** Undefined while tickets can be had; else when they can be had again, in words. */
export function closedWords({ deps, centre, t }: Place): string | undefined {
  const now = ticketsAt(centre, deps.clock(), deps.calendar());
  if (now.open) return undefined;
  if (!now.opens) return t("hall.closed-for-long");
  return t("hall.closed", { opens: t.dateTime(now.opens, deps.catalogue.jurisdiction.timeZone) });
}

/** From when on tickets can be had again, in words; undefined while they can be had. */
export function opensWords({ deps, centre, t }: Place): string | undefined {
  const now = ticketsAt(centre, deps.clock(), deps.calendar());
  if (now.open) return undefined;
  if (!now.opens) return t("hall.opens-unknown");
  const opens = t.dateTime(now.opens, deps.catalogue.jurisdiction.timeZone);
  return t("hall.arrive.closed-text", { opens });
}

/** A warning when the wait may last past closing time; else undefined. */
export function closesBefore({ deps, centre, t }: Place, wait: Wait): string | undefined {
  const closes = closesToday(centre, deps.clock(), deps.calendar());
  const mostMs = deps.clock().getTime() + wait.toMinutes * 60_000;
  return closes && mostMs > closes.getTime()
    ? t("hall.ticket.closes", { closes: timeIn(deps, closes) })
    : undefined;
}

/** The languages of this government, in the order of its switch. */
export const languagesOf = ({ catalogue, i18n }: HallDeps): readonly Lang[] =>
  catalogue.jurisdiction.languages.flatMap((code) =>
    i18n.languages.filter((lang) => lang === code),
  );
