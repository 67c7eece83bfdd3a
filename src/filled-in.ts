import type { Cases } from "./cases/index.ts";
import type { Catalogue } from "./catalogue/index.ts";
import { factsFor } from "./channels/questions/index.ts";
import { firstOpenStep } from "./form/index.ts";
import type { PersonId } from "./kernel/index.ts";
import { personById } from "./platform/auth/index.ts";
import type { Pool } from "./platform/db/index.ts";

interface Needs {
  readonly sql: Pool;
  readonly clock: () => Date;
  readonly catalogue: Catalogue;
  readonly cases: Pick<Cases, "draftsOf">;
}

/**
 * Whether a person has answered every question of one of these services, though not yet sent it: then
 * the counter only looks at the papers. Halls know no forms, and ask here.
 */
export const makeFilledIn =
  (needs: Needs) =>
  async (id: PersonId, services: readonly string[]): Promise<boolean> => {
    const [person, drafts] = await Promise.all([
      personById(needs.sql, id),
      needs.cases.draftsOf(id),
    ]);
    if (!person) return false;
    return drafts.some((draft) => {
      const { service, definition, visited, answers } = draft;
      const def = needs.catalogue.version(service, definition);
      if (!def || !services.includes(service) || visited.length === 0) return false;
      const open = firstOpenStep(def, answers, {}, factsFor(person, needs, draft));
      return open === undefined || open.kind === "documents";
    });
  };
