import type { FastifyReply, FastifyRequest } from "fastify";
import { type StackAct, signStack } from "../../acts/index.ts";
import { refuses } from "../../cases/index.ts";
import { requireRecentProof } from "../../platform/auth/index.ts";
import { type FormFields, formOf, redirectTo, textOf } from "../../platform/http/index.ts";
import { actorAt, deskOf, type Office } from "./desk.ts";
import { answeredFindings, findingErrors } from "./finding-fields.ts";
import { chosenIn, stackHref } from "./stack-address.ts";
import { isAlone, sendStack } from "./stack-form.ts";
import { type Stack, stackOf, whyAlone } from "./stack-of.ts";
import { sendResults } from "./stack-results.ts";
import { boxId } from "./stack-row.ts";
import { filesAgain, itemIn, recordRows, recordSigned, restOf } from "./stack-rows.ts";
import { fieldId, keyOf } from "./typed.ts";
import { listOf } from "./worklist.ts";

/** POST /office/stack: leads to the page of the chosen files, which one can come back to. */
export async function chooseStack(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const form = formOf(request);
  const list = listOf(textOf(form, "list"), desk);
  return redirectTo(reply, stackHref(chosenIn(form, "stack"), list));
}

/** GET /office/stack: the chosen files, each in one line, to be looked at and signed together. */
export async function showStack(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const query = request.query as FormFields;
  const list = listOf(textOf(query, "list"), desk);
  const stack = await stackOf(desk, chosenIn(query, "stack"));
  if (stack.files.length > 0) return sendStack(desk, stack, { list });
  const [why, ...others] = new Set(stack.leftOut.map((each) => each.why));
  const code =
    why && others.length === 0 ? whyAlone(why) : ("office-pages.stack.nothing-chosen" as const);
  return redirectTo(reply, list, { kind: "notice", code });
}

/** POST /office/stack/sign: signs what was ticked as seen, after one recent proof. */
export async function signSeen(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const { t } = desk;
  const form = formOf(request);
  const list = listOf(textOf(form, "list"), desk);
  const seen = chosenIn(form, "seen");
  const chosen = textOf(form, "outcome");
  const items = seen.flatMap(itemIn);
  const stack = await stackOf(desk, chosenIn(form, "stack"));
  const [first] = stack.files;
  if (items.length === 0 && !first) return redirectTo(reply, list);
  if (stack.inRows && !stack.second) return recordRows(desk, stack, { request, form, list });
  const outcome = stack.outcomes.find(({ id }) => id === chosen);
  const isOffered = stack.second || !first || outcome !== undefined;
  const code = outcome && refuses(outcome) ? textOf(form, "code") : "";
  const isUnexplained = outcome && refuses(outcome) && !stack.reasons.some(({ id }) => id === code);
  const errors = [
    ...(isOffered ? [] : [{ text: t("office-pages.problems.complete.outcome"), id: "outcome" }]),
    ...(isUnexplained ? [{ text: t("office-pages.problems.complete.code"), id: "code" }] : []),
    ...(items.length > 0 ? [] : [{ text: t("office-pages.stack.tick"), id: firstBox(stack) }]),
  ];
  const recorded =
    first && stack.finding && isOffered
      ? answeredFindings(desk, first.application, first.task, chosen, form)
      : undefined;
  const wrong = recorded?.screen.problems ?? [];
  if (first && errors.length + wrong.length > 0) {
    const { application, task } = first;
    const ofFields = findingErrors(desk, application, task, wrong).map(({ field, words }) => ({
      ...{ text: t.words(words), id: fieldId("complete", task.key, field) },
    }));
    const typed = { list, seen, outcome: chosen, code, errors: [...errors, ...ofFields] };
    return sendStack(desk, stack, { ...typed, ...(recorded && { findings: recorded.screen }) });
  }
  const findings = recorded && { findings: recorded.answers };
  const act: StackAct = chosen
    ? { type: "complete", outcome: chosen, ...(code && { code }), ...findings }
    : { type: "confirm" };
  requireRecentProof(request, deps.clock(), deps.proofMinutes);
  const key = String(keyOf(form));
  const results = await signStack(deps, items, { act, actor: actorAt(desk), key });
  await recordSigned(desk, results, form);
  const count = results.filter(({ refusal }) => !refusal).length;
  const done = code ? "office-pages.stack.refused" : "office-pages.stack.done";
  const rest = restOf(stack, results);
  const screen = recorded && { findings: recorded.screen };
  const again = await filesAgain(desk, results, { form, list, chosen, code, ...screen });
  return sendResults(desk, results, { list, act, rest, title: t(done, { count }), ...again });
}

const firstBox = (stack: Stack): string =>
  boxId(
    Math.max(
      0,
      stack.files.findIndex((file) => !isAlone(stack, file)),
    ),
  );
