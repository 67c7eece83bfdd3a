import type { Draft } from "../cases/index.ts";
import { applicantOf, type FormFacts, firstOpenStep } from "../form/index.ts";
import { dateIn, type PersonId } from "../kernel/index.ts";
import { type Person, personById } from "../platform/auth/index.ts";
import type { ActDeps } from "./deps.ts";

/** What rules may know beside the answers of a draft, or of one that is only beginning. */
export const factsFor = (
  person: Person,
  { clock, catalogue }: Pick<ActDeps, "clock" | "catalogue">,
  draft?: Pick<Draft, "renews">,
): FormFacts => ({
  today: dateIn(clock(), catalogue.jurisdiction.timeZone),
  applicant: applicantOf(person),
  renewal: draft !== undefined && draft.renews !== null,
});

type Needs = Pick<ActDeps, "sql" | "clock" | "catalogue"> & {
  readonly cases: Pick<ActDeps["cases"], "draftsOf">;
};

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
