import type { FastifyReply, FastifyRequest } from "fastify";
import { assignTasks, shareOut } from "../../acts/index.ts";
import { formOf, redirectTo, textOf } from "../../platform/http/index.ts";
import { actorAt, type Desk, deskOf, type Office } from "./desk.ts";
import { sendFileResults } from "./file-results.ts";
import { evenly, forAll } from "./lists.ts";
import { workIn } from "./stack-of.ts";
import { keyOf } from "./typed.ts";
import { listOf } from "./worklist.ts";

/** Rows of one page of a list. */
const most = 50;

const not = "office-desk.list.not-assigned" as const;

/**
 * POST /office/assign-all: a supervisor gives the chosen rows to one colleague, or puts them back
 * for all. Where all went well the list comes back; else each file says why not.
 */
export async function assignChosen(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const form = formOf(request);
  const list = listOf(textOf(form, "list"), desk);
  const chosen = textOf(form, "to");
  const to = chosen === forAll ? undefined : chosen;
  const rows = [form.stack ?? []].flat().slice(0, most);
  const items = rows.flatMap((row) => workIn(String(row)) ?? []);
  const missing = items.length === 0 ? "none-to-assign" : to === "" ? "no-colleague" : undefined;
  if (missing)
    return redirectTo(reply, list, { kind: "notice", code: `office-desk.list.${missing}` });
  const act = { actor: actorAt(desk), key: keyOf(form) };
  if (chosen === evenly) return sendShared(desk, list, await shareOut(deps, items, act));
  const results = await assignTasks(deps, items, { ...act, to });
  const count = results.filter(({ refusal }) => !refusal).length;
  const name = to === undefined ? "" : (await deps.names([to]))(to);
  const facts = { count, chosen: results.length, name };
  const code = to === undefined ? "office-desk.list.put-back" : "office-desk.list.assigned";
  if (count === results.length) return redirectTo(reply, list, { kind: "success", code, facts });
  return sendFileResults(desk, results, { list, title: desk.t.named(code, facts), not });
}

type Shared = Awaited<ReturnType<typeof shareOut>>;

/** How many files went to how many colleagues; each file with why not, where one did not. */
async function sendShared(desk: Desk, list: string, results: Shared): Promise<FastifyReply> {
  const people = new Set(results.flatMap(({ to }) => to ?? [])).size;
  const count = results.filter(({ refusal }) => !refusal).length;
  const facts = { count, chosen: results.length, people };
  const code = "supervise.share.done";
  return count === results.length
    ? redirectTo(desk.reply, list, { kind: "success", code, facts })
    : sendFileResults(desk, results, { list, title: desk.t(code, facts), not });
}
