import type { FastifyReply } from "fastify";
import { type CallOut, type CallOutPlan, centresOffice } from "../../centres/index.ts";
import { instantOf, type Result, refuse } from "../../kernel/index.ts";
import {
  type FormFields,
  formOf,
  redirectTo,
  sendRefusal,
  textOf,
} from "../../platform/http/index.ts";
import { showCallOut } from "./call-out-page.ts";
import { planDays, refusalsOfVisit } from "./call-out-words.ts";
import type { FloorDesk } from "./floor-desk.ts";
import { paramOf } from "./place.ts";

/** GET and POST /hall/:centre/call-outs/:id, for a visit that was ordered from this centre. */
export async function callOut(desk: FloorDesk): Promise<FastifyReply> {
  const { deps, centre, request, reply } = desk;
  const order = await deps.callOuts.find(paramOf(request, "id"));
  if (order?.centre !== centre.id)
    return sendRefusal(reply, refuse("not-found", "centre.outing-unknown").refusal);
  if (request.method !== "POST") return showCallOut(desk, order);
  const act = textOf(formOf(request), "do");
  const done = await perform(desk, order, act);
  if (!done.ok) return showCallOut(desk, order, done.refusal);
  const { status } = done.value;
  if (status === "requested") return showCallOut(desk, done.value);
  const code = `floor.visit.news.${status}` as const;
  return redirectTo(reply, `/hall/${centre.id}`, { kind: "success", code });
}

/** Plans the visit, unless the form asks to end it. */
async function perform(desk: FloorDesk, { id }: CallOut, act: string): Promise<Result<CallOut>> {
  const { callOuts } = desk.deps;
  if (act === "done") return callOuts.done(id);
  const form = formOf(desk.request);
  if (act === "decline") {
    const why = refusalsOfVisit.find((each) => each === textOf(form, "why"));
    return why ? callOuts.decline(id, why) : refuse("invalid", "hall.why-missing");
  }
  const plan = await planIn(desk, form);
  return plan ? callOuts.plan(id, plan) : refuse("invalid", "centre.plan-unfit");
}

/** Undefined where a day or a time cannot be read. Only operators of the centres can be sent. */
async function planIn({ deps }: FloorDesk, form: FormFields): Promise<CallOutPlan | undefined> {
  const day = textOf(form, "day");
  const [from, to] = [minuteIn(textOf(form, "from")), minuteIn(textOf(form, "to"))];
  if (!planDays(deps).includes(day) || from === undefined || to === undefined) return undefined;
  const { timeZone } = deps.catalogue.jurisdiction;
  const operators = await deps.officersWith(centresOffice, "operator");
  const asked = [form.team ?? []].flat();
  const team = operators.flatMap((each) => (asked.includes(each.id) ? [each.id] : []));
  return { from: instantOf(day, from, timeZone), to: instantOf(day, to, timeZone), team };
}

/** `9:30`, `09.30`, `9h30` or `9` as a minute of the day; undefined for what is no time of it. */
function minuteIn(typed: string): number | undefined {
  const match = /^([01]?\d|2[0-3])(?:\s*[:.hH]\s*([0-5]\d)?)?$/.exec(typed.trim());
  return match ? Number(match[1]) * 60 + Number(match[2] ?? 0) : undefined;
}
