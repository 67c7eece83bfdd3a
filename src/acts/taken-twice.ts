import type { Definition } from "../catalogue/index.ts";
import { asksHowReached } from "../form/index.ts";
import { canonical, type Reference, type RefusalCode } from "../kernel/index.ts";
import type { Person } from "../platform/auth/index.ts";
import type { ApplicationItem, BringDeps } from "./bring-application.ts";

/** Another application of the same person for the same service. */
export interface Twin {
  readonly reference: Reference;
  readonly code: Extract<RefusalCode, "offline.applied-twice" | "offline.taken-twice">;
}

type TwinDeps = Pick<BringDeps, "cases" | "catalogue" | "clock"> & {
  readonly counter: Pick<BringDeps["counter"], "waitingOf">;
};

const dayMillis = 86_400_000;

/**
 * Others like it: sent at about the same time, or with the same answers where they wait as it does,
 * whichever device took them.
 */
export async function twins(
  { cases, catalogue, clock, counter }: TwinDeps,
  item: ApplicationItem,
  person: Pick<Person, "id">,
): Promise<readonly Twin[]> {
  // The clock of a device may be ahead.
  const since = Math.min(item.takenAt.getTime(), clock().getTime()) - dayMillis;
  const sent = (await cases.applicationsOf(person.id)).filter(
    ({ service, submittedAt, status, reference }) =>
      service === item.service &&
      reference !== item.reference &&
      status !== "withdrawn" &&
      new Date(submittedAt).getTime() > since,
  );
  const def = await catalogue.findVersion(item.service, item.definition);
  const waiting: Reference[] = [];
  for (const { draft, reference, answers } of await counter.waitingOf(person.id, item)) {
    if (!def || tells(def, answers) !== tells(def, item.answers)) continue;
    // They may have sent or deleted it at home, and nobody has looked since.
    const begun = await cases.findDraft(draft, person.id);
    if (begun && !begun.caseId) waiting.push(reference);
  }
  return [
    ...sent.map(({ reference }) => ({ reference, code: "offline.applied-twice" as const })),
    ...waiting.map((reference) => ({ reference, code: "offline.taken-twice" as const })),
  ];
}

/** What is asked for by these answers: how somebody is reached makes it no other application. */
function tells(def: Definition, answers: Readonly<Record<string, unknown>>): string {
  const reached = new Set(
    def.form
      .flatMap(({ fields }) => fields)
      .filter(asksHowReached)
      .map(({ name }) => name),
  );
  const asked = Object.entries(answers).filter(([name]) => !reached.has(name));
  const text = canonical(Object.fromEntries(asked)).normalize("NFC").toLowerCase();
  return text.replaceAll(/\s+/g, " ").replaceAll(/" | "/g, '"');
}
