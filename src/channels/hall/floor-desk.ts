import type { FastifyReply, FastifyRequest } from "fastify";
import { centresOffice, type Outing, worksIn } from "../../centres/index.ts";
import { type Officer, requireOfficer } from "../../platform/auth/index.ts";
import { sendHtml, TurnedAway } from "../../platform/http/index.ts";
import { csrfField, html, type OfficePage, officeLayout } from "../components/index.ts";
import type { HallDeps } from "./deps.ts";
import { type Place, placeOf } from "./place.ts";
import { floorHead } from "./style.ts";

/** One request of an officer of the service centres. */
export interface OfficerDesk extends Omit<Place, "centre"> {
  readonly officer: Officer;
}

/** One request of whoever runs the floor of a hall. */
export interface FloorDesk extends OfficerDesk, Place {}

/** Only a floor manager of the service centres runs a hall; whoever else signed in is refused. */
export function floorDeskOf(
  deps: HallDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): FloorDesk {
  const officer = officerAs("floor-manager", request);
  const place = placeOf(deps, request, reply);
  if (!worksIn(officer, place.centre.id))
    throw new TurnedAway({ refusal: { kind: "not-allowed", code: "centre.other-hall" } });
  return { ...place, officer };
}

/** An officer of the service centres in this role; whoever else signed in is refused. */
export function officerAs(role: string, request: FastifyRequest): Officer {
  const officer = requireOfficer(request, role);
  if (officer.authority !== centresOffice)
    throw new TurnedAway({ refusal: { kind: "not-allowed", code: "auth.role-missing" } });
  return officer;
}

/** Sends a page of the floor: the officers' frame, with the halls at the left. */
export function showFloor(
  desk: FloorDesk,
  page: Pick<OfficePage, "title" | "content">,
  status = 200,
): FastifyReply {
  const { deps, t, centre, officer } = desk;
  const halls = deps.centres.list().filter(({ id }) => worksIn(officer, id));
  const entries = halls.map(({ id, name }) => ({
    text: t.words(name),
    href: `/hall/${id}`,
    current: id === centre.id,
  }));
  // A page of the floor that no script keeps fresh reads itself again; a form must not.
  const fresh = html`<noscript><meta http-equiv="refresh" content="30"></noscript>`;
  const atGlance = desk.request.url.split("?")[0] === `/hall/${centre.id}`;
  const head = atGlance ? fresh : undefined;
  return showOffice(desk, { ...page, head, entries, path: `/hall/${centre.id}` }, status);
}

/** Writes down that this officer is shown where these people live; each of them sees that he was. */
export async function noteAddresses(
  { deps, officer }: OfficerDesk,
  shown: readonly Outing[],
): Promise<void> {
  for (const centre of new Set(shown.map((each) => each.centre))) {
    const people = shown.flatMap((each) => (each.centre === centre ? each.person : []));
    await deps.counter.recordLook({ officer: officer.id, people, centre, what: "address" });
  }
}

/** Sends a page in the frame of an officer of the service centres. */
export function showOffice(
  desk: OfficerDesk,
  page: Pick<OfficePage, "title" | "content" | "head" | "before" | "entries" | "home" | "path">,
  status = 200,
): FastifyReply {
  const { deps, t, officer, reply } = desk;
  const authority = deps.catalogue.jurisdiction.authorities.find(({ id }) => id === centresOffice);
  const body = officeLayout(
    {
      ...page,
      before: html`${floorHead}${page.before}`,
      ...(deps.demonstration && { demo: { href: "/demo" } }),
      officer: {
        name: officer.name,
        authority: t.words(authority?.name) || centresOffice,
        signOut: { action: "/sign-out", hidden: csrfField(desk.request, desk.reply) },
      },
    },
    t,
  );
  return sendHtml(reply, body, status);
}
