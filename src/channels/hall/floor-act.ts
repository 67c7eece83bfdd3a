import type { FastifyReply } from "fastify";
import { refuse } from "../../kernel/index.ts";
import { formOf, redirectTo, textOf } from "../../platform/http/index.ts";
import type { FloorDesk } from "./floor-desk.ts";
import { showHall } from "./floor-page.ts";
import { paramOf } from "./place.ts";

/** POST /hall/:centre/counters/:counter: opens it for an operator who is free, or closes it. */
export async function setCounter(desk: FloorDesk): Promise<FastifyReply> {
  const { deps, centre, request, reply } = desk;
  const form = formOf(request);
  const counter = paramOf(request, "counter");
  const done =
    textOf(form, "do") === "close"
      ? await deps.centres.closeCounter({ centre: centre.id, counter })
      : await open(desk, counter, textOf(form, "officer"));
  return done.ok ? redirectTo(reply, `/hall/${centre.id}`) : showHall(desk, done.refusal);
}

/** Only an operator of the halls can be seated. */
async function open({ deps, centre }: FloorDesk, counter: string, asked: string) {
  const operators = await deps.officersWith("service-centres", "operator");
  const known = operators.find(({ id }) => id === asked);
  if (!known) return refuse("invalid", "hall.officer-unknown");
  return deps.centres.openCounter({ centre: centre.id, counter, officer: known.id });
}
