import type { FastifyReply, FastifyRequest } from "fastify";
import { supervisor } from "../../cases/index.ts";
import { type CallOut, worksIn } from "../../centres/index.ts";
import type { Officer } from "../../platform/auth/index.ts";
import { notAllowed, redirectTo } from "../../platform/http/index.ts";
import { html } from "../components/index.ts";
import {
  centreOfficer,
  dayPath,
  type StaffPage,
  type StaffRequest,
  sendStaffPage,
  staffRequest,
} from "../staff/index.ts";
import type { HallDeps } from "./deps.ts";
import { type Place, placeOf } from "./place.ts";
import { floorHead } from "./style.ts";

/** One request of an officer of the service centres. */
export type OfficerDesk = StaffRequest<HallDeps>;

/** One request of whoever runs the floor of a hall. */
export interface FloorDesk extends OfficerDesk, Place {}

/** Only a floor manager of the service centres runs a hall; whoever else signed in is refused. */
export function floorDeskOf(
  deps: HallDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): FloorDesk {
  return deskFor(centreOfficer(request, "floor-manager"), deps, request, reply);
}

/** What whoever runs a hall has done there is also for a supervisor of the service centres. */
export const daysDeskOf = (
  deps: HallDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): FloorDesk => deskFor(ofHalls(request), deps, request, reply);

function deskFor(
  officer: Officer,
  deps: HallDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): FloorDesk {
  const place = placeOf(deps, request, reply);
  if (!worksIn(officer, place.centre.id)) throw notAllowed("centre.other-hall");
  return { ...place, ...staffRequest(deps, request, reply, officer) };
}

const ofHalls = (request: FastifyRequest): Officer =>
  centreOfficer(request, isSupervisor(centreOfficer(request)) ? supervisor : "floor-manager");

/** A supervisor who runs no hall reads its figures, and changes nothing there. */
export const isSupervisor = ({ roles }: Pick<Officer, "roles">): boolean =>
  roles.includes(supervisor) && !roles.includes("floor-manager");

const hallPath = (id: string, officer: Officer): string =>
  isSupervisor(officer) ? `/hall/${id}/days` : `/hall/${id}`;

/** GET /hall: to the first hall of whoever runs one, or supervises those who do. */
export async function ownHall(deps: HallDeps, request: FastifyRequest, reply: FastifyReply) {
  const officer = ofHalls(request);
  const own = deps.centres.list().find(({ id }) => worksIn(officer, id));
  return redirectTo(reply, own ? hallPath(own.id, officer) : dayPath);
}

/** Sends a page of the floor: the officers' frame, with the halls at the left. */
export function showFloor(
  desk: FloorDesk,
  page: Pick<StaffPage, "title" | "content">,
  status = 200,
): FastifyReply {
  const { deps, t, centre, officer } = desk;
  const halls = deps.centres.list().filter(({ id }) => worksIn(officer, id));
  const entries = halls.map(({ id, name }) => ({
    text: t.words(name),
    href: hallPath(id, officer),
    current: id === centre.id,
  }));
  // Without JavaScript the overview reloads itself; a page with a form must not.
  const again = `/hall/${centre.id}?again=1`;
  const fresh = html`<noscript><meta http-equiv="refresh" content="30;url=${again}"></noscript>`;
  const atGlance = desk.request.url.split("?")[0] === `/hall/${centre.id}`;
  const head = atGlance ? fresh : undefined;
  return showOffice(desk, { ...page, head, entries, path: hallPath(centre.id, officer), status });
}

/** Records that this officer saw where these people live; each of them can see that it happened. */
export async function noteAddresses(
  { deps, officer }: OfficerDesk,
  shown: readonly CallOut[],
): Promise<void> {
  for (const centre of new Set(shown.map((each) => each.centre))) {
    const people = shown.flatMap((each) => (each.centre === centre ? each.person : []));
    await deps.counter.recordLook({ officer: officer.id, people, centre, what: "address" });
  }
}

/** Sends a page in the frame of an officer of the service centres. */
export const showOffice = (desk: OfficerDesk, page: StaffPage): FastifyReply =>
  sendStaffPage(desk, { ...page, before: html`${floorHead}${page.before}` });
