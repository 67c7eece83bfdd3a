import type { FastifyReply, FastifyRequest } from "fastify";
import type { AssignResult } from "../../acts/index.ts";
import type { Refusal } from "../../kernel/index.ts";
import { formOf, redirectTo, refusalFlash, textOf } from "../../platform/http/index.ts";
import { actorAt, deskOf, type Office } from "./desk.ts";
import { sendChosen } from "./file-results.ts";
import { chosenIn } from "./stack-address.ts";
import { workIn } from "./stack-of.ts";
import { caseHref, listOf } from "./worklist.ts";

/**
 * POST /office/claim-all: takes the chosen rows in hand. What a colleague has is passed over, and
 * says whose it is.
 */
export async function claimChosen(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const form = formOf(request);
  const list = listOf(textOf(form, "list"), desk);
  const chosen = chosenIn(form, "stack");
  if (chosen.length === 0)
    return redirectTo(reply, list, { kind: "notice", code: "office-pages.stack.none-to-claim" });
  const results: AssignResult[] = [];
  let onLeave: Refusal | undefined;
  for (const work of chosen.flatMap((each) => workIn(each) ?? [])) {
    const { caseId, task } = work;
    const application = await deps.cases.open(caseId);
    if (!application) continue;
    const given = await deps.cases.give({
      ...{ caseId, loaded: application, actor: actorAt(desk) },
      command: { type: "claim", task },
    });
    const refusal = given.ok ? undefined : given.refusal;
    if (refusal?.code === "case.on-leave") onLeave = refusal;
    results.push({ ...work, refusal, reference: application.state.submitted?.reference ?? "" });
  }
  if (onLeave) return redirectTo(reply, list, refusalFlash(onLeave));
  const code = "office-pages.stack.claimed";
  return sendChosen(desk, results, { list, code, chosen: chosen.length });
}

/**
 * POST /office/claim: takes the task of a row in hand and opens its file. Claiming twice is
 * claiming once.
 */
export async function claimRow(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const form = formOf(request);
  const work = workIn(textOf(form, "row"));
  const list = listOf(textOf(form, "list"), desk);
  if (!work) return redirectTo(reply, list);
  const { caseId, task } = work;
  const command = { type: "claim", task } as const;
  const given = await deps.cases.give({ caseId, command, actor: actorAt(desk) });
  if (given.ok) {
    return redirectTo(reply, caseHref(caseId, list), {
      kind: "success",
      code: "office.claimed",
    });
  }
  const { kind, code } = given.refusal;
  // Of a file that is not theirs to claim nothing is said.
  if (kind !== "conflict" || code === "case.on-leave")
    return redirectTo(reply, list, refusalFlash(given.refusal));
  // Who was quicker is read when it is shown: the cookie has no names.
  const facts = { caseId, task, refusal: code };
  return redirectTo(reply, list, { kind: "notice", code: "office-pages.moved.row", facts });
}
