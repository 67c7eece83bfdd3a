import { asksDropReason, type CentreDevice, isHeld, type Synced } from "../counter/index.ts";
import { ok, type Result, refuse } from "../kernel/index.ts";
import { hasLeft } from "../platform/auth/index.ts";
import { recordSecurity } from "../platform/security/index.ts";
import { type Arrived, type Correction, type Item, takeIn } from "./bring.ts";
import {
  type BringDeps,
  isHeldFrom,
  isOwn,
  isToApprove,
  type Settler,
} from "./bring-application.ts";
import { type SettledDeps, tellSettled } from "./held-taken.ts";
import { reasonIn } from "./open-file.ts";

/** What an officer can do about an item that was taken without network and waits. */
export type Way =
  | "open"
  | "again"
  | "anyway"
  | "approve"
  | "write-down"
  | "register"
  | "claim"
  | "let-go"
  | "drop";

/** Refusals after which the item itself is never sent, whoever looks at it. */
const neverSent: ReadonlySet<string | null> = new Set([
  "offline.number-foreign",
  "offline.reference-foreign",
  "offline.service-changed",
  "offline.hall-closed",
]);

/** Refusals after which number, name or date of birth may be put right. */
const mistyped: ReadonlySet<string | null> = new Set([
  "offline.name-differs",
  "offline.person-differs",
]);

/** Whether what was typed of the person fits nobody. */
export const isMistyped = ({ reason }: Pick<Synced, "reason">): boolean => mistyped.has(reason);

interface Waiting {
  readonly row: Synced;
  readonly item: Item;
  readonly officer: Settler;
}

/**
 * How this officer can make the account of somebody who has none: who took it saw the `card`, once
 * they have confirmed the `claim` of the device; where they have left, another goes by the
 * `receipt`. Where nobody had said who works with the device, who brought it says it with the card.
 */
export async function writesDown(
  deps: Pick<BringDeps, "sql" | "clock" | "counter">,
  row: Synced,
  { id: officer }: Settler,
): Promise<"card" | "claim" | "receipt" | undefined> {
  const { takenBy, takenConfirmed, deliveredBy } = row;
  if (takenConfirmed === false) return undefined;
  if ((takenBy ?? deliveredBy) === officer) return takenBy && !takenConfirmed ? "claim" : "card";
  const isGone = takenBy !== null && (await hasLeft(deps.sql, takenBy));
  return isGone && !(await isOwn(deps, row, officer)) ? "receipt" : undefined;
}

/** The ways that can lead somewhere, for the reason why it waits and for who asks. */
export async function waysOf(
  deps: Pick<BringDeps, "sql" | "catalogue" | "clock" | "counter">,
  { row, item, officer }: Waiting,
): Promise<readonly Way[]> {
  if (isHeldFrom(row, officer)) return [];
  if (neverSent.has(row.reason)) return ["drop"];
  if (isHeld(row)) return ["let-go", "drop"];
  if (item.kind === "ticket") return ["again", "drop"];
  switch (row.reason) {
    case "offline.name-differs":
      return ["again", await newcomerWay(deps, { row, item, officer }), "drop"];
    case "offline.person-differs":
      return ["again", "drop"];
    case "offline.applied-twice":
    case "offline.taken-twice":
      return ["open", "anyway", "drop"];
    case "offline.waits-for-officer":
    case "offline.waits-for-yes":
      return (await isToApprove(deps, row, officer)) ? ["open", "approve"] : ["open"];
    case "offline.draft-changed":
      return ["open"];
    default:
      return row.person ? ["open", "again"] : ["again"];
  }
}

/** Where nobody has the number that was typed. */
async function newcomerWay(
  deps: Pick<BringDeps, "sql" | "clock" | "counter">,
  { row, item, officer }: Waiting,
): Promise<Way> {
  const way = await writesDown(deps, row, officer);
  if (way === undefined) return "register";
  if (way === "claim") return "claim";
  return item.kind === "application" && item.person.birthDate ? "write-down" : "again";
}

/** Whom an officer reads on the card or the receipt. */
export type Corrected = Omit<Correction["was"], "phone">;

const correctable = ["name", "nationalId", "birthDate"] as const;

/**
 * Puts right what was mistyped of a person; who did so and what stood there stay with the item. A
 * number that was changed counts as a look-up. Refuses counter.too-many-lookups.
 */
export async function correctTaken(
  { sql, clock, counter }: Pick<BringDeps, "sql" | "clock" | "counter">,
  { row, item, officer }: Waiting,
  { device, person }: { readonly device: CentreDevice; readonly person: Corrected | undefined },
): Promise<Result<Pick<Arrived, "item" | "correction">>> {
  if (!person || item.kind !== "application" || !isMistyped(row)) return ok({ item });
  const was = item.person;
  const fields = correctable.filter((name) => was[name] !== person[name]);
  if (fields.length === 0) return ok({ item });
  if (fields.includes("nationalId")) {
    const may = await counter.mayLookUp(officer.id);
    if (!may.ok) return may;
    await counter.countLookup({ operator: officer.id, centre: device.centre });
  }
  const at = clock();
  await recordSecurity(sql, at, {
    ...{ kind: "taken-corrected", actor: `officer:${officer.id}`, about: `item:${item.id}` },
    facts: { fields, centre: device.centre },
  });
  const correction = { by: officer.id, at: at.toISOString(), was };
  return ok({ item: { ...item, person: { ...was, ...person } }, correction });
}

/** Sends it although there is another like it. Refuses counter.reason-missing. */
export async function sendBoth(
  deps: BringDeps,
  arrived: Pick<Arrived, "item" | "device" | "by">,
  typed: string,
): Promise<Result<Synced>> {
  const reason = reasonIn(typed);
  return reason.ok
    ? ok(await takeIn(deps, { ...arrived, isSettled: true, bothReason: reason.value }))
    : reason;
}

/**
 * A floor manager lets go on what its taker says they did not take: then it waits for the person's
 * yes, or for a second officer, as any other. Refuses counter.reason-missing, case.conflict where
 * it is not held for them.
 */
export async function letGoOn(
  deps: SettledDeps,
  { row, item, officer }: Waiting,
  typed: string,
): Promise<Result<true>> {
  const ways = await waysOf(deps, { row, item, officer });
  if (!ways.includes("let-go")) return refuse("conflict", "case.conflict");
  const reason = reasonIn(typed);
  if (!reason.ok) return reason;
  const by = { officer: officer.id, reason: reason.value };
  if (!(await deps.counter.letGo(row.item, by))) return refuse("conflict", "case.conflict");
  await tellSettled(deps, { row, item }, "taken-let-go");
  return ok(true);
}

/**
 * Discards an item; a person's draft of it goes too. Refuses counter.reason-missing, case.conflict
 * where that is no way out.
 */
export async function discard(
  deps: SettledDeps,
  { row, item, officer }: Waiting,
  typed: string,
): Promise<Result<true>> {
  const ways = await waysOf(deps, { row, item, officer });
  if (!ways.includes("drop")) return refuse("conflict", "case.conflict");
  const reason = asksDropReason(row) ? reasonIn(typed) : ok(null);
  if (!reason.ok) return reason;
  const dropped = { ...row, state: "dropped" as const, held: null, dropReason: reason.value };
  await deps.counter.settleSynced(dropped, officer.id);
  if (row.draft && row.person) await deps.cases.discardDraft(row.draft, row.person);
  await tellSettled(deps, { row, item }, "taken-discarded");
  return ok(true);
}
