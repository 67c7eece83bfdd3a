import type { Sent } from "../../cases/index.ts";
import { type Consent, type Visit, worthOf } from "../../counter/index.ts";
import { applicantOf } from "../../form/index.ts";
import { type CommandId, type Result, refuse } from "../../kernel/index.ts";
import { checkConfirmation } from "../../platform/auth/index.ts";
import type { Opened } from "../questions/index.ts";
import { answersHash, purposeOf } from "./answers-hash.ts";
import type { CounterDeps } from "./deps.ts";
import { langIn } from "./visit-desk.ts";

export interface Yes {
  readonly visit: Visit;
  readonly opened: Opened;
  /** Which of the questions was answered. */
  readonly consent: string;
  /** As it was typed; nothing where he signs. */
  readonly code: string;
  readonly on: "pad" | "operator";
}

/**
 * The person has said yes: his application is sent, in his name, with the operator named as the one
 * who stood between. Refusals: counter.consent-void, counter.changed-after, auth.code-wrong,
 * auth.code-expired, counter.signature-too-weak, and those of `cases.submit`.
 */
export async function sendFor(deps: CounterDeps, yes: Yes): Promise<Result<Sent>> {
  const { visit, opened, on } = yes;
  const { draft, person } = opened;
  const hash = answersHash(opened, await deps.cases.draftDocuments(draft.id));
  const consent = await deps.counter.consentFor({
    ...{ id: yes.consent, visit: visit.id, draft: draft.id, answersHash: hash },
  });
  if (!consent.ok) return consent;
  const said = await isSaid(deps, yes, consent.value, hash);
  if (!said.ok) return said;
  await deps.counter.recordConsent(consent.value, on);
  // What he was given where there was no network stays his.
  const reference = await deps.counter.referenceGiven(draft.id);
  return deps.cases.submit({
    ...(reference && { reference }),
    draftId: draft.id,
    draft,
    exact: true,
    person: person.id,
    applicant: applicantOf(person),
    lang: langIn(deps, visit.lang),
    key: `submit:${draft.id}` as CommandId,
    through: {
      door: visit.door,
      operator: visit.operator,
      ...(consent.value.kind === "signature" && { signed: true as const }),
    },
  });
}

/** By the code, or by his word where a signature is enough. */
async function isSaid(
  { sql, clock }: CounterDeps,
  { visit, opened, code }: Yes,
  consent: Consent,
  hash: string,
): Promise<Result<true>> {
  const { draft, person, def } = opened;
  if (consent.kind === "signature")
    return worthOf("signature", visit.door, person.level) >= def.level
      ? { ok: true, value: true }
      : refuse("not-allowed", "counter.signature-too-weak");
  return checkConfirmation(sql, clock(), {
    id: consent.code ?? "",
    code,
    person: person.id,
    purpose: purposeOf(draft.id, hash),
  });
}
