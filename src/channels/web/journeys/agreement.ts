import type { Agreement } from "../../../cases/index.ts";
import { stepsOf } from "../../../form/index.ts";
import { draftOf, type OpenJourney } from "./open.ts";

/** The person has seen what they agreed to, so only problems that appear later are asked again. */
export const visitedOf = (opened: OpenJourney): Agreement["visited"] =>
  opened.left
    .filter(({ sent }) => !sent)
    .map(({ service, def, answers }) => ({
      draft: draftOf(opened, service).id,
      pages: [
        ...stepsOf(def, answers, opened.given.facts).flatMap((step) =>
          step.kind === "documents" ? [] : [step.page],
        ),
        "documents",
      ],
    }));

/** The files of a paper that several services ask for, from where it was brought to the others. */
export function copiesOf(opened: OpenJourney): Agreement["copies"] {
  const open = opened.left.filter(({ sent }) => !sent);
  return opened.journey.shares.flatMap((share) => {
    const holders = open.filter(({ service, documents }) => {
      const document = share[service];
      return document !== undefined && (documents[document] ?? []).length > 0;
    });
    const [home] = holders;
    const document = home && share[home.service];
    if (!home || document === undefined) return [];
    const from = { draft: draftOf(opened, home.service).id, document };
    return open.flatMap(({ service }) => {
      const own = share[service];
      if (own === undefined || holders.some((holder) => holder.service === service)) return [];
      return [{ from, to: { draft: draftOf(opened, service).id, document: own } }];
    });
  });
}
