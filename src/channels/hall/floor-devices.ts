import type { FastifyReply } from "fastify";
import { withdrawDevice } from "../../acts/index.ts";
import { deviceCookie, deviceDays, type HallDevice } from "../../centres/index.ts";
import { type CommandId, refuse } from "../../kernel/index.ts";
import { endOwnSession } from "../../platform/auth/index.ts";
import { newId } from "../../platform/db/index.ts";
import { formOf, redirectTo, setCookie, textOf } from "../../platform/http/index.ts";
import type { FloorDesk } from "./floor-desk.ts";
import { showHall } from "./floor-page.ts";
import { deviceAt, deviceCookieName, type Place, paramOf } from "./place.ts";

type NewDevice = Pick<HallDevice, "kind" | "printer" | "name" | "givenBy">;

/** Registers this browser as a screen of the hall and sets its cookie. */
async function keepDevice(place: Place, wanted: NewDevice): Promise<void> {
  const { deps, centre, reply } = place;
  const before = deviceAt(place);
  // Revokes the previous role of this browser, so that no unused device stays valid.
  if (before) await deps.centres.devices.revoke(before.id, centre.id);
  const { devices } = deps.centres;
  const made = await devices.add({ ...wanted, centre: centre.id });
  await deps.security.record({
    kind: "device-enrolled",
    ...(wanted.givenBy && { actor: `officer:${wanted.givenBy}` }),
    about: `device:${made.id}`,
    facts: { centre: centre.id, what: wanted.kind },
  });
  const cookie = deviceCookie(deps.deviceKeys, { ...made, since: made.givenAt });
  setCookie(reply, deviceCookieName, cookie, deviceDays * 24 * 3600);
}

/**
 * POST /hall/:centre/devices: makes this browser a public screen of the hall. The manager is signed
 * out of it, because visitors use it from now on.
 */
export async function makeDevice(desk: FloorDesk): Promise<FastifyReply> {
  const { deps, centre, request, reply, officer } = desk;
  const form = formOf(request);
  const asked = textOf(form, "kind");
  const kind = asked === "board" ? "board" : "kiosk";
  const printer = asked === "kiosk-with-printer";
  const name = textOf(form, "name").trim().slice(0, 60);
  await keepDevice(desk, { kind, printer, name, givenBy: officer.id });
  await endOwnSession(deps.sql, request, reply, deps.clock());
  return redirectTo(reply, `/hall/${centre.id}/${kind}`);
}

/** POST /hall/:centre/devices/:id/revoke: the screen stops working and says why. */
export async function revokeDevice(desk: FloorDesk): Promise<FastifyReply> {
  const { deps, centre, request, reply, officer } = desk;
  const id = paramOf(request, "id");
  const device = await deps.centres.devices.see(id);
  const unknown = () => showHall(desk, refuse("not-found", "hall.device-unknown").refusal);
  if (!device || device.centre !== centre.id) return unknown();
  const occasion = { officer: officer.id, key: newId<CommandId>() };
  const gone = await withdrawDevice(deps, device, occasion);
  if (!gone.ok) return unknown();
  return redirectTo(reply, `/hall/${centre.id}`, { kind: "success", code: "floor.device.revoked" });
}

/** POST /hall/:centre/kiosk/demonstration: in a demonstration anybody may try the kiosk. */
export async function lendDevice(place: Place): Promise<FastifyReply> {
  const { centre, reply } = place;
  await keepDevice(place, { kind: "kiosk", printer: false, name: "", givenBy: null });
  return redirectTo(reply, `/hall/${centre.id}/kiosk`);
}
