import type { CardCheck } from "../counter/index.ts";
import { personById } from "../platform/auth/index.ts";
import { isTaken } from "./apply.ts";
import type { ActDeps } from "./deps.ts";

/**
 * What was filled in for a card that is not confirmed goes: no account may send it. What was taken
 * without network stays: it was signed, and a second officer may send it.
 */
export async function dropFilled(
  { sql, cases, catalogue, counter }: Pick<ActDeps, "sql" | "cases" | "catalogue" | "counter">,
  { visit, person: id }: Pick<CardCheck, "visit" | "person">,
): Promise<void> {
  if (visit === null) return;
  const begun = await counter.draftsBegun(visit);
  if (begun.length === 0) return;
  const person = await personById(sql, id);
  if (!person) return;
  for (const each of begun) {
    const draft = await cases.findDraft(each, id);
    if (!draft || isTaken(draft)) continue;
    const def = await catalogue.findVersion(draft.service, draft.definition);
    if (def && def.level > person.level) await cases.discardDraft(draft.id, id);
  }
}
