import type { FastifyReply } from "fastify";
import { freeCounter, leftWasServed, takeOverLeft } from "../../acts/index.ts";
import { centresOffice } from "../../centres/index.ts";
import { type OfficerId, ok, type Result, refuse } from "../../kernel/index.ts";
import { signedOutAmong } from "../../platform/auth/index.ts";
import { formOf, redirectTo, textOf } from "../../platform/http/index.ts";
import { showCounter } from "./counter-topics.ts";
import type { FloorDesk } from "./floor-desk.ts";
import { showHall } from "./floor-page.ts";
import { letterOf, paramOf } from "./place.ts";

/** What a counter serves from now on, or again what is planned. */
async function setTopics(
  { deps, centre, officer, request }: FloorDesk,
  counter: string,
  act: "topics" | "planned",
): Promise<Result<true>> {
  const sent = formOf(request).topics ?? [];
  const topics = typeof sent === "string" ? [sent] : sent;
  const which = act === "planned" ? act : topics;
  return deps.centres.setTopics({ centre: centre.id, counter, topics: which, officer: officer.id });
}

/**
 * POST /hall/:centre/counters/:counter: sets its topics or the one that it calls first, opens it
 * for an operator who is free, or closes it; where its officer is gone, with the client that the
 * manager saw there sent back to the queue.
 */
export async function setCounter(desk: FloorDesk): Promise<FastifyReply> {
  const { centre, request, reply } = desk;
  const form = formOf(request);
  const counter = paramOf(request, "counter");
  const act = textOf(form, "do");
  if (act === "topics" || act === "planned") {
    const set = await setTopics(desk, counter, act);
    if (!set.ok) return showCounter(desk, set.refusal);
    const facts = { counter };
    const flash = { kind: "success", code: "floor.topics.news", facts } as const;
    return redirectTo(reply, `/hall/${centre.id}`, flash);
  }
  const done = await carryOut(desk, counter, act);
  if (!done.ok) return showHall(desk, done.refusal);
  return redirectTo(reply, `/hall/${centre.id}`, await newsOf(desk, counter, act));
}

async function carryOut(desk: FloorDesk, counter: string, act: string): Promise<Result<true>> {
  const { deps, centre, officer, request } = desk;
  const form = formOf(request);
  const first = textOf(form, "for");
  const at = { centre: centre.id, counter };
  const seen = { ticket: textOf(form, "ticket"), by: officer.id };
  const seated = async () => (await deps.centres.seats(centre.id)).get(counter);
  switch (act) {
    case "first":
      return deps.centres.callFirst(at, first);
    case "take-on":
      return deps.centres.takeOn({ ...at, topic: first, officer: officer.id });
    case "weigh":
      return deps.centres.callFirst(at, null);
    case "close":
      return deps.centres.closeCounter(at, { by: officer.id });
    case "after":
      return deps.centres.closeWhenDone(at, officer.id);
    case "stay":
      return deps.centres.stayOpen(at);
    case "free":
      return freeCounter(deps, { at, ...seen, officer: await seated() });
    case "served":
      return leftWasServed(deps, await seated(), seen);
    case "take-over": {
      const gone = await seated();
      const operator = await freeOperator(desk, counter, textOf(form, "officer"));
      if (!operator.ok) return operator;
      const seat = { ...at, officer: operator.value };
      return takeOverLeft(deps, seat, { gone, ...seen });
    }
    default:
      return open(desk, counter, { asked: textOf(form, "officer"), first });
  }
}

/** What was done, where the tile of the counter does not say it by itself. */
async function newsOf({ deps, centre, request }: FloorDesk, counter: string, act: string) {
  const form = formOf(request);
  if (act === "open")
    return { kind: "success", code: "floor.serve.opened", facts: { counter } } as const;
  if (act === "take-on") {
    const letter = letterOf(centre, textOf(form, "for"));
    return { kind: "success", code: "floor.serve.taken", facts: { counter, letter } } as const;
  }
  if (act !== "free" && act !== "served" && act !== "take-over") return undefined;
  const ticket = await deps.centres.ticketIn(centre.id, textOf(form, "ticket"));
  if (!ticket) return undefined;
  const facts = { counter, number: ticket.number };
  const codes = { free: "news", served: "served-news", "take-over": "taken-news" } as const;
  return { kind: "success", code: `floor.left.${codes[act]}`, facts } as const;
}

/** Only an operator of the halls who has not signed out can be assigned to a counter. */
async function freeOperator(
  { deps }: FloorDesk,
  counter: string,
  asked: string,
): Promise<Result<OfficerId>> {
  if (asked === "") return refuse("invalid", "hall.officer-missing", { facts: { counter } });
  const operators = await deps.officersWith(centresOffice, "operator");
  const operator = operators.find(({ id }) => id === asked);
  if (!operator) return refuse("invalid", "hall.officer-unknown");
  const gone = await signedOutAmong(deps.sql, [operator.id], deps.clock());
  if (gone.size > 0) return refuse("conflict", "hall.officer-signed-out", { facts: { counter } });
  return ok(operator.id);
}

async function open(
  desk: FloorDesk,
  counter: string,
  { asked, first }: { readonly asked: string; readonly first: string },
): Promise<Result<true>> {
  const { deps, centre } = desk;
  const operator = await freeOperator(desk, counter, asked);
  if (!operator.ok) return operator;
  const seat = { centre: centre.id, counter, officer: operator.value };
  return deps.centres.openCounter(seat, { first: first || undefined, by: desk.officer.id });
}
