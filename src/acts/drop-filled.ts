import type { CardCheck } from "../counter/index.ts";
import { personById } from "../platform/auth/index.ts";
import type { ActDeps } from "./deps.ts";

/** What was filled in for a card that is not confirmed goes: no account may send it. */
export async function dropFilled(
  { sql, cases, catalogue, counter }: Pick<ActDeps, "sql" | "cases" | "catalogue" | "counter">,
  { visit, person: id }: Pick<CardCheck, "visit" | "person">,
): Promise<void> {
  const begun = visit === null ? [] : await counter.draftsBegun(visit);
  const person = begun.length > 0 ? await personById(sql, id) : undefined;
  for (const each of person ? begun : []) {
    const draft = await cases.findDraft(each, id);
    const def = draft && (await catalogue.findVersion(draft.service, draft.definition));
    if (draft && def && person && def.level > person.level) await cases.discardDraft(draft.id, id);
  }
}
