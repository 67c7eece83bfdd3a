import type { FastifyReply } from "fastify";
import { type ManagerAct, manageReason } from "../../centres/index.ts";
import { refuse } from "../../kernel/index.ts";
import { type FormFields, formOf, redirectTo, textOf } from "../../platform/http/index.ts";
import type { Lang } from "../../platform/i18n/index.ts";
import type { FloorDesk } from "./floor-desk.ts";
import { queuePath, showQueue, showTicketOfQueue } from "./floor-queue.ts";
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

function actIn(form: FormFields): ManagerAct | undefined {
  const type = textOf(form, "do");
  if (type === "prioritise" || type === "cancel" || type === "put-back") return { type };
  if (type !== "move") return undefined;
  return { type, topic: textOf(form, "topic"), counter: textOf(form, "counter") || null };
}

/** POST /hall/:centre/queue/:ticket: moves it, puts it first or cancels it; else says why not. */
export async function manageTicket(desk: FloorDesk): Promise<FastifyReply> {
  const { deps, centre, request, reply, officer } = desk;
  const form = formOf(request);
  const act = actIn(form);
  const reason = act && manageReason(act, textOf(form, "reason"));
  if (!act || !reason)
    return showTicketOfQueue(desk, refuse("invalid", "hall.reason-missing").refusal);
  const ticket = paramOf(request, "ticket");
  const managing = { centre: centre.id, ticket, officer: officer.id, act, reason };
  const done = await deps.centres.manage(managing);
  if (!done.ok) return showTicketOfQueue(desk, done.refusal);
  const code = `floor.queue.news.${act.type}` as const;
  const facts = { number: done.value.number };
  const place = queuePath(desk, act.type === "cancel" ? undefined : ticket);
  return redirectTo(reply, place, { kind: "success", code, facts });
}
