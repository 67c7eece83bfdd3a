import type { FastifyReply, FastifyRequest } from "fastify";
import { type Officer, requireOfficer } from "../../platform/auth/index.ts";
import { sendHtml, TurnedAway } from "../../platform/http/index.ts";
import { html, type OfficePage, officeLayout } from "../components/index.ts";
import type { HallDeps } from "./deps.ts";
import { csrfField, type Place, placeOf } from "./place.ts";
import { floorHead } from "./style.ts";

const office = "service-centres";

/** One request of whoever runs the floor. */
export interface FloorDesk extends Place {
  readonly officer: Officer;
}

/** Only a floor manager of the service centres runs a hall; whoever else signed in is refused. */
export function floorDeskOf(
  deps: HallDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): FloorDesk {
  const officer = requireOfficer(request, "floor-manager");
  if (officer.authority !== office)
    throw new TurnedAway({ refusal: { kind: "not-allowed", code: "auth.role-missing" } });
  return { ...placeOf(deps, request, reply), officer };
}

/** Sends a page of the floor: the officers' frame, with the halls at the left. */
export function showFloor(
  desk: FloorDesk,
  page: Pick<OfficePage, "title" | "content">,
  status = 200,
): FastifyReply {
  const { deps, t, centre, officer, reply } = desk;
  const authority = deps.catalogue.jurisdiction.authorities.find(({ id }) => id === office);
  const body = officeLayout(
    {
      ...page,
      before: html`${floorHead}<noscript><meta http-equiv="refresh" content="30"></noscript>`,
      path: `/hall/${centre.id}`,
      entries: deps.centres.list().map(({ id, name }) => ({
        text: t.words(name),
        href: `/hall/${id}`,
        current: id === centre.id,
      })),
      ...(deps.demonstration && { demo: { href: "/demo" } }),
      officer: {
        name: officer.name,
        authority: t.words(authority?.name) || office,
        signOut: { action: "/sign-out", hidden: csrfField(desk) },
      },
    },
    t,
  );
  return sendHtml(reply, body, status);
}
