import type { TakenDraft } from "../counter/index.ts";
import type { DraftId, PersonId } from "../kernel/index.ts";
import { recordSecurity } from "../platform/security/index.ts";
import type { ActDeps } from "./deps.ts";
import { ringManagers } from "./held-taken.ts";

type Deps = Pick<ActDeps, "sql" | "clock" | "cases" | "notifications"> & {
  readonly counter: Pick<ActDeps["counter"], "takenDrafts">;
};

/** A draft, and whose it is. */
export interface OfPerson {
  readonly draft: DraftId;
  readonly person: PersonId;
}

/** Where and by whom a draft was taken without network; undefined where it was not. */
export async function takenAs(
  { counter }: Pick<Deps, "counter">,
  { draft, person }: OfPerson,
): Promise<TakenDraft | undefined> {
  return (await counter.takenDrafts(person)).find((each) => each.draft === draft);
}

/**
 * The person says that it was not they from whom a device took it: the draft goes, it stands in the
 * security log, and who runs the floor of the hall is told. False where no device took it.
 */
export async function denyTaken(deps: Deps, of: OfPerson): Promise<boolean> {
  const taken = await takenAs(deps, of);
  if (!taken) return false;
  const { sql, clock, cases } = deps;
  const { item, centre, takenBy, device } = taken;
  await recordSecurity(sql, clock(), {
    ...{ kind: "taken-denied", actor: `person:${of.person}`, about: `item:${item}` },
    facts: { centre, device, ...(takenBy && { officer: takenBy }) },
  });
  await ringManagers(deps, "not-them", taken);
  await cases.discardDraft(of.draft, of.person);
  return true;
}
