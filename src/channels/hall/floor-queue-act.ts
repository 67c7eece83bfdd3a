import type { FastifyReply } from "fastify";
import { type ManagerAct, manageReason, type Ticket } from "../../centres/index.ts";
import { refuse } from "../../kernel/index.ts";
import { type FormFields, formOf, redirectTo, textOf } from "../../platform/http/index.ts";
import type { Lang } from "../../platform/i18n/index.ts";
import type { FloorDesk } from "./floor-desk.ts";
import { queuePath, showQueue } from "./floor-queue.ts";
import { aheadWords, showTicketOfQueue } from "./floor-ticket.ts";
import { languagesOf, paramOf } from "./place.ts";

/** The client's language: never the officer's own, in which the page is. */
function langGiven({ deps }: FloorDesk, form: FormFields): Lang {
  const languages = languagesOf(deps);
  const asked = textOf(form, "lang");
  return languages.find((lang) => lang === asked) ?? languages[0] ?? "en";
}

/** POST /hall/:centre/queue: a ticket by hand, recorded with who gave it. */
export async function giveTicket(desk: FloorDesk): Promise<FastifyReply> {
  const { deps, centre, request, reply, officer } = desk;
  const form = formOf(request);
  const group = textOf(form, "group");
  const topic = textOf(form, "topic");
  if (topic === "") return showQueue(desk, refuse("invalid", "hall.topic-missing").refusal);
  const taken = await deps.centres.takeTicket({
    ...{ centre: centre.id, topic, lang: langGiven(desk, form), givenBy: officer.id },
    party: Number(textOf(form, "party") || "1"),
    ...(group !== "" && { group }),
  });
  if (!taken.ok) return showQueue(desk, taken.refusal);
  const facts = { number: taken.value.number };
  const given = { kind: "success", code: "floor.queue.news.given", facts } as const;
  return redirectTo(reply, `/hall/${centre.id}/queue/${taken.value.id}`, given);
}

/** `topic` is that of the ticket now: where it is called next, it is for the same. */
function actIn(form: FormFields, topic: string): ManagerAct | undefined {
  const type = textOf(form, "do");
  if (type === "prioritise" || type === "cancel" || type === "put-back") return { type };
  const counter = textOf(form, "counter") || null;
  if (type === "call-next") return { type: "move", topic, counter };
  return type === "move" ? { type, topic: textOf(form, "topic"), counter } : undefined;
}

/** What was done, and what follows: whom it goes before, and how many go first. */
async function newsOf(desk: FloorDesk, act: ManagerAct, { id, number }: Ticket) {
  if (act.type === "move" && act.counter !== null)
    return { code: "floor.queue.news.call-next", facts: { number, counter: act.counter } } as const;
  if (act.type !== "prioritise")
    return { code: `floor.queue.news.${act.type}`, facts: { number } } as const;
  const order = await desk.deps.centres.callOrder(desk.centre.id);
  const ahead = aheadWords(
    desk,
    order.find((one) => one.id === id),
  );
  return { code: "floor.queue.news.prioritise", facts: { number, ahead } } as const;
}

/** POST /hall/:centre/queue/:ticket: moves it, puts it first or cancels it; else says why not. */
export async function manageTicket(desk: FloorDesk): Promise<FastifyReply> {
  const { deps, centre, request, reply, officer } = desk;
  const form = formOf(request);
  const ticket = paramOf(request, "ticket");
  const there = await deps.centres.ticketIn(centre.id, ticket);
  const act = actIn(form, there?.topic ?? "");
  if (textOf(form, "do") === "call-next" && act?.type === "move" && act.counter === null)
    return showTicketOfQueue(desk, refuse("invalid", "hall.counter-missing").refusal);
  const reason = act && manageReason(act, textOf(form, "reason"));
  if (!act || !reason)
    return showTicketOfQueue(desk, refuse("invalid", "hall.reason-missing").refusal);
  const managing = { centre: centre.id, ticket, officer: officer.id, act, reason };
  const done = await deps.centres.manage(managing);
  if (!done.ok) return showTicketOfQueue(desk, done.refusal);
  const place = queuePath(desk, act.type === "cancel" ? undefined : ticket);
  return redirectTo(reply, place, { kind: "success", ...(await newsOf(desk, act, done.value)) });
}
