import { asksDropReason, type CentreDevice, type Synced } from "../counter/index.ts";
import { type OfficerId, ok, type Result, refuse } from "../kernel/index.ts";
import { recordSecurity } from "../platform/security/index.ts";
import { type Arrived, type Correction, type Item, takeIn } from "./bring.ts";
import { type BringDeps, isOwn } from "./bring-application.ts";
import { reasonIn } from "./open-file.ts";

/** What an officer can do about an item that was taken without network and waits. */
export type Way = "open" | "again" | "anyway" | "approve" | "write-down" | "register" | "drop";

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
  readonly officer: OfficerId;
}

/** Whether this officer saw the card: who took it or, where that is not said, who brought it. */
export const sawCard = ({ takenBy, deliveredBy }: Synced, officer: OfficerId): boolean =>
  (takenBy ?? deliveredBy) === officer;

/** The ways that can lead somewhere, for the reason why it waits and for who asks. */
export async function waysOf(
  deps: Pick<BringDeps, "clock" | "counter">,
  { row, item, officer }: Waiting,
): Promise<readonly Way[]> {
  if (neverSent.has(row.reason)) return ["drop"];
  if (item.kind === "ticket") return ["again", "drop"];
  switch (row.reason) {
    case "offline.name-differs":
      if (!sawCard(row, officer)) return ["again", "register", "drop"];
      return item.person.birthDate ? ["again", "write-down", "drop"] : ["again", "drop"];
    case "offline.person-differs":
      return ["again", "drop"];
    case "offline.applied-twice":
    case "offline.taken-twice":
      return ["open", "anyway", "drop"];
    case "offline.waits-for-officer":
      return (await isOwn(deps, row, officer)) ? ["open"] : ["open", "approve"];
    case "offline.waits-for-yes":
    case "offline.draft-changed":
      return ["open"];
    default:
      return row.person ? ["open", "again"] : ["again"];
  }
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
    const may = await counter.mayLookUp(officer);
    if (!may.ok) return may;
    await counter.countLookup({ operator: officer, centre: device.centre });
  }
  const at = clock();
  await recordSecurity(sql, at, {
    ...{ kind: "taken-corrected", actor: `officer:${officer}`, about: `item:${item.id}` },
    facts: { fields, centre: device.centre },
  });
  const correction = { by: officer, at: at.toISOString(), was };
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
 * Discards an item; a person's draft of it goes too. Refuses counter.reason-missing, case.conflict
 * where that is no way out.
 */
export async function discard(
  { clock, counter, cases }: Pick<BringDeps, "clock" | "counter" | "cases">,
  { row, item, officer }: Waiting,
  typed: string,
): Promise<Result<true>> {
  const ways = await waysOf({ clock, counter }, { row, item, officer });
  if (!ways.includes("drop")) return refuse("conflict", "case.conflict");
  const reason = asksDropReason(row) ? reasonIn(typed) : ok(null);
  if (!reason.ok) return reason;
  const dropped = { ...row, state: "dropped" as const, held: null, dropReason: reason.value };
  await counter.settleSynced(dropped, officer);
  if (row.draft && row.person) await cases.discardDraft(row.draft, row.person);
  return ok(true);
}
