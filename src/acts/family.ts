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

/** A ticket in hand, and at whose counter. */
export interface OfTicket {
  readonly operator: Visit["operator"];
  readonly ticket: string;
  readonly centre: string;
}

/** Something of theirs is left open. */
export const isUnfinished = ({ unsent, isHeld }: FamilyMember): boolean =>
  isHeld || unsent.length > 0;

/**
 * Who was served with a ticket for several people, in the order in which they came, for the
 * operator who has it in hand. Whoever was served by a colleague sees that their name was shown.
 */
export async function familyOf(
  { sql, cases, counter }: Pick<ActDeps, "sql" | "cases" | "counter">,
  at: OfTicket,
): Promise<readonly FamilyMember[]> {
  const people = await counter.servedWith(at);
  const shown = people.filter(({ isOthers, isIdle }) => isOthers && !isIdle);
  await counter.recordLookOnce({
    ...{ officer: at.operator, people: shown.map(({ person }) => person) },
    ...{ centre: at.centre, what: "at-ticket" },
  });
  const each = await Promise.all(
    people.map(async ({ person: id, isIdle, drafts: ids }) => {
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
