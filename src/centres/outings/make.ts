import { dateIn, isUuid, ok, type PersonId, type Result, refuse } from "../../kernel/index.ts";
import { transaction } from "../../platform/db/index.ts";
import type { Outing, OutingPlan, Outings } from "../door-outings.ts";
import type { OutingsDeps } from "./deps.ts";
import type { OutingEvent } from "./model.ts";
import { order, wishDays } from "./order.ts";
import {
  addressOf,
  endOuting,
  eraseAddress,
  findOuting,
  isBusy,
  lockPlans,
  openOutings,
  outingsOf,
  planOuting,
} from "./store.ts";

const over = () => refuse("conflict", "centre.outing-over");
const unknown = () => refuse("not-found", "centre.outing-unknown");

const find = async ({ sql }: OutingsDeps, id: string) =>
  isUuid(id) ? findOuting(sql, id) : undefined;

async function plan(deps: OutingsDeps, id: string, wanted: OutingPlan): Promise<Result<Outing>> {
  const found = await find(deps, id);
  if (!found) return unknown();
  const { timeZone } = deps.calendar();
  const [from, to] = [dateIn(wanted.from, timeZone), dateIn(wanted.to, timeZone)];
  const late = wanted.from <= deps.clock() || wanted.from >= wanted.to;
  if (late || from !== to || wanted.team.length === 0)
    return refuse("invalid", "centre.plan-unfit");
  return transaction(deps.sql, async (tx): Promise<Result<Outing>> => {
    await lockPlans(tx);
    if (await isBusy(tx, id, wanted)) return refuse("conflict", "centre.team-busy");
    const planned = await planOuting(tx, id, { ...wanted, day: from });
    if (!planned) return over();
    await deps.react(tx, eventOf("OutingPlanned", deps, id));
    return ok(planned);
  });
}

const eventOf = (type: OutingEvent["type"], deps: OutingsDeps, id: string): OutingEvent => ({
  type,
  data: { id, at: deps.clock().toISOString() },
});

/** Whatever way it is over, the address is no longer needed and goes. */
async function end(
  deps: OutingsDeps,
  id: string,
  status: "done" | "cancelled",
  why: Outing["endedWhy"],
): Promise<Result<Outing>> {
  if (!(await find(deps, id))) return unknown();
  return transaction(deps.sql, async (tx): Promise<Result<Outing>> => {
    const ended = await endOuting(tx, id, { status, why, at: deps.clock() });
    if (!ended) return over();
    await eraseAddress(tx, id);
    if (status === "cancelled" && why !== "person")
      await deps.react(tx, eventOf("OutingDeclined", deps, id));
    return ok(ended);
  });
}

async function withdraw(deps: OutingsDeps, id: string, person: PersonId): Promise<Result<Outing>> {
  const found = await find(deps, id);
  if (found?.person !== person) return unknown();
  return found.endedWhy === "person" ? ok(found) : end(deps, id, "cancelled", "person");
}

/** Call-outs over one database. */
export const makeOutings = (deps: OutingsDeps): Outings => ({
  order: (asked) => order(deps, asked),
  wishDays: (id) => {
    const centre = deps.centre(id);
    return centre?.callOuts ? wishDays(centre, deps) : [];
  },
  find: (id) => find(deps, id),
  ofPerson: (person) => outingsOf(deps.sql, person),
  openOf: (centre) => openOutings(deps.sql, centre),
  addressOf: async (id) => (isUuid(id) ? addressOf(deps.sql, id) : undefined),
  plan: (id, wanted) => plan(deps, id, wanted),
  done: (id) => end(deps, id, "done", null),
  withdraw: (id, person) => withdraw(deps, id, person),
  decline: (id, why) => end(deps, id, "cancelled", why),
});
