import type { Draft } from "../cases/index.ts";
import type { Visit } from "../counter/index.ts";
import { type Person, personById } from "../platform/auth/index.ts";
import type { ActDeps } from "./deps.ts";

/** One of several people of one ticket, and how far they are. */
export interface FamilyMember {
  readonly person: Person;
  /** Their file closed by itself: the name is not shown again by itself. */
  readonly isIdle: boolean;
  readonly isSent: boolean;
  /** What was begun with this ticket and answered in part, and is not sent. */
  readonly unsent: readonly Draft[];
  /** The floor manager has still to decide about their card. */
  readonly isHeld: boolean;
}

/** Something of theirs is left open. */
export const isUnfinished = ({ unsent, isHeld }: FamilyMember): boolean =>
  isHeld || unsent.length > 0;

/** Whom this operator served with a ticket for several people, in the order in which they came. */
export async function familyOf(
  { sql, cases, counter }: Pick<ActDeps, "sql" | "cases" | "counter">,
  at: { readonly operator: Visit["operator"]; readonly ticket: string },
): Promise<readonly FamilyMember[]> {
  const each = await Promise.all(
    (await counter.servedWith(at)).map(async ({ person: id, isIdle, drafts: ids }) => {
      const [person, { held }, all] = await Promise.all([
        personById(sql, id),
        counter.cardHold(id),
        Promise.all(ids.map((draft) => cases.findDraft(draft, id))),
      ]);
      const drafts = all.filter((draft) => draft !== undefined);
      const unsent = drafts.filter(({ caseId, visited }) => caseId === null && visited.length > 0);
      const isSent = drafts.some(({ caseId }) => caseId !== null);
      return person ? [{ person, isIdle, isSent, unsent, isHeld: held === "undecided" }] : [];
    }),
  );
  return each.flat();
}
