import { ok, type Problem, type Refused, type Result, refuse } from "../../kernel/index.ts";
import { newId, transaction } from "../../platform/db/index.ts";
import { bookableDays } from "../appointments/slots.ts";
import type { CallOut, CallOutOrder } from "../door-call-outs.ts";
import { spansOn } from "../hours.ts";
import type { Centre } from "../model.ts";
import type { CallOutsDeps } from "./deps.ts";
import { callOutByCommand, hasOpenCallOut, insertCallOut, lockOrders } from "./store.ts";

/** Characters. */
const longestAddress = 500;

/** The days of the centre from tomorrow on. */
export function wishDays(centre: Centre, { clock, calendar }: CallOutsDeps): readonly string[] {
  const [, ...ahead] = bookableDays(centre, clock(), calendar());
  return ahead.filter((day) => spansOn(centre, day, calendar()).length > 0);
}

function wrongWith(deps: CallOutsDeps, order: CallOutOrder): Refused | undefined {
  const centre = deps.centre(order.centre);
  if (!centre) return refuse("not-found", "centre.not-found");
  if (!centre.callOuts) return refuse("not-found", "centre.no-call-outs");
  const topic = centre.topics.find(({ id }) => id === order.topic);
  if (!topic || !centre.callOuts.topics.includes(topic.id))
    return refuse("not-found", "centre.topic-unknown");
  const problems: Problem[] = [];
  const areOffered = order.services.every((id) => topic.services.includes(id));
  if (order.services.length === 0 || !areOffered)
    problems.push({ field: "services", code: "visit-service" });
  const { length } = order.address.trim();
  if (length === 0) problems.push({ field: "address", code: "visit-address" });
  if (length > longestAddress)
    problems.push({ field: "address", code: "too-long", facts: { max: longestAddress } });
  const facts = { days: centre.rules.daysAhead };
  if (!wishDays(centre, deps).includes(order.wishedDay))
    problems.push({ field: "wishedDay", code: "visit-day", facts });
  return problems.length === 0
    ? undefined
    : refuse("invalid", "centre.order-incomplete", { problems });
}

/** Orders a visit; idempotent by key. Refusals: see `CallOuts`. */
export async function order(deps: CallOutsDeps, asked: CallOutOrder): Promise<Result<CallOut>> {
  const command = asked.key ?? newId();
  return transaction(deps.sql, async (tx): Promise<Result<CallOut>> => {
    await lockOrders(tx, asked.person);
    const existing = await callOutByCommand(tx, asked.person, command);
    if (existing) return ok(existing);
    const wrong = wrongWith(deps, asked);
    if (wrong) return wrong;
    if (await hasOpenCallOut(tx, asked.person, asked.topic))
      return refuse("conflict", "centre.has-outing");
    const at = deps.clock();
    const address = asked.address.trim();
    const callOut = await insertCallOut(tx, { ...asked, address, id: newId(), at, command });
    await deps.react(tx, { type: "OutingOrdered", data: { id: callOut.id, at: at.toISOString() } });
    return ok(callOut);
  });
}
