import { dateIn, isUuid, ok, type PersonId, type Result, refuse } from "../../kernel/index.ts";
import { transaction } from "../../platform/db/index.ts";
import type { CallOut, CallOutPlan, CallOuts } from "../door-call-outs.ts";
import type { CallOutsDeps } from "./deps.ts";
import type { CallOutEvent } from "./model.ts";
import { order, wishDays } from "./order.ts";
import {
  addressOf,
  callOutsOf,
  endCallOut,
  eraseAddress,
  findCallOut,
  isBusy,
  lockPlans,
  openCallOuts,
  planCallOut,
} from "./store.ts";

const over = () => refuse("conflict", "centre.outing-over");
const unknown = () => refuse("not-found", "centre.outing-unknown");

const find = async ({ sql }: CallOutsDeps, id: string) =>
  isUuid(id) ? findCallOut(sql, id) : undefined;

async function plan(
  deps: CallOutsDeps,
  id: string,
  schedule: CallOutPlan,
): Promise<Result<CallOut>> {
  const callOut = await find(deps, id);
  if (!callOut) return unknown();
  const { timeZone } = deps.calendar();
  const [from, to] = [dateIn(schedule.from, timeZone), dateIn(schedule.to, timeZone)];
  const isUnfit = schedule.from <= deps.clock() || schedule.from >= schedule.to;
  if (isUnfit || from !== to || schedule.team.length === 0)
    return refuse("invalid", "centre.plan-unfit");
  return transaction(deps.sql, async (tx): Promise<Result<CallOut>> => {
    await lockPlans(tx);
    if (await isBusy(tx, id, schedule)) return refuse("conflict", "centre.team-busy");
    const planned = await planCallOut(tx, id, { ...schedule, day: from });
    if (!planned) return over();
    await deps.react(tx, eventOf("OutingPlanned", deps, id));
    return ok(planned);
  });
}

const eventOf = (type: CallOutEvent["type"], deps: CallOutsDeps, id: string): CallOutEvent => ({
  type,
  data: { id, at: deps.clock().toISOString() },
});

/** However it ends, the address is no longer needed and is erased. */
async function end(
  deps: CallOutsDeps,
  id: string,
  status: "done" | "cancelled",
  why: CallOut["endedWhy"],
): Promise<Result<CallOut>> {
  if (!(await find(deps, id))) return unknown();
  return transaction(deps.sql, async (tx): Promise<Result<CallOut>> => {
    const ended = await endCallOut(tx, id, { status, why, at: deps.clock() });
    if (!ended) return over();
    await eraseAddress(tx, id);
    if (status === "cancelled" && why !== "person")
      await deps.react(tx, eventOf("OutingDeclined", deps, id));
    return ok(ended);
  });
}

async function withdraw(
  deps: CallOutsDeps,
  id: string,
  person: PersonId,
): Promise<Result<CallOut>> {
  const callOut = await find(deps, id);
  if (callOut?.person !== person) return unknown();
  return callOut.endedWhy === "person" ? ok(callOut) : end(deps, id, "cancelled", "person");
}

/** Call-outs over one database. */
export const makeCallOuts = (deps: CallOutsDeps): CallOuts => ({
  order: (asked) => order(deps, asked),
  wishDays: (id) => {
    const centre = deps.centre(id);
    return centre?.callOuts ? wishDays(centre, deps) : [];
  },
  find: (id) => find(deps, id),
  ofPerson: (person) => callOutsOf(deps.sql, person),
  openOf: (centre) => openCallOuts(deps.sql, centre),
  addressOf: async (id) => (isUuid(id) ? addressOf(deps.sql, id) : undefined),
  plan: (id, schedule) => plan(deps, id, schedule),
  done: (id) => end(deps, id, "done", null),
  withdraw: (id, person) => withdraw(deps, id, person),
  decline: (id, why) => end(deps, id, "cancelled", why),
});
