import type { FastifyReply } from "fastify";
import { centresOffice } from "../../centres/index.ts";
import { type OfficerId, refuse } from "../../kernel/index.ts";
import { formOf, redirectTo, textOf } from "../../platform/http/index.ts";
import type { FloorDesk } from "./floor-desk.ts";
import { showHall } from "./floor-page.ts";
import { paramOf } from "./place.ts";

/**
 * POST /hall/:centre/counters/:counter: opens it for an operator who is free, or closes it; where
 * its officer is gone, with the client that the manager saw there sent back to the queue.
 */
export async function setCounter(desk: FloorDesk): Promise<FastifyReply> {
  const { deps, centre, request, reply } = desk;
  const form = formOf(request);
  const counter = paramOf(request, "counter");
  const act = textOf(form, "do");
  const done =
    act === "close"
      ? await deps.centres.closeCounter({ centre: centre.id, counter })
      : act === "free"
        ? await free(desk, counter, textOf(form, "ticket"))
        : await open(desk, counter, textOf(form, "officer"));
  return done.ok ? redirectTo(reply, `/hall/${centre.id}`) : showHall(desk, done.refusal);
}

/** Only an operator of the halls can be assigned to a counter. */
async function open({ deps, centre }: FloorDesk, counter: string, asked: string) {
  const operators = await deps.officersWith(centresOffice, "operator");
  const operator = operators.find(({ id }) => id === asked);
  if (!operator) return refuse("invalid", "hall.officer-unknown");
  return deps.centres.openCounter({ centre: centre.id, counter, officer: operator.id });
}

/** The file that the officer left open is closed with the counter. */
async function free({ deps, centre }: FloorDesk, counter: string, ticket: string) {
  const hall = await deps.centres.hall(centre.id);
  const officer = hall?.counters.find(({ id }) => id === counter)?.officer;
  const done = await deps.centres.closeCounter({ centre: centre.id, counter }, ticket);
  const visit = done.ok && officer && (await deps.counter.openVisitOf(officer as OfficerId));
  if (visit) await deps.counter.closeVisit(visit, "transferred");
  return done;
}
