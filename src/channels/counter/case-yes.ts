import { createHash } from "node:crypto";
import type { Application } from "../../cases/index.ts";
import { type Consent, worthOf } from "../../counter/index.ts";
import { ok, type Result, refuse } from "../../kernel/index.ts";
import { checkConfirmation, newConfirmation } from "../../platform/auth/index.ts";
import { type CaseAct, type CaseYes, caseActs, type Wanted } from "./case-acts.ts";
import type { VisitDesk } from "./visit-desk.ts";

/** The act, and SHA-256 (hex) of the application as it stands, what is written and every paper in it. */
function hashOf({ found, act, text }: Wanted): string {
  const papers = Object.entries(found.documents)
    .flatMap(([id, files]) => files.map(({ sha256 }) => `${id}:${sha256}`))
    .sort();
  const all = [act, found.id, found.revision, text, papers];
  return `${act}:${createHash("sha256").update(JSON.stringify(all)).digest("hex")}`;
}

/** Which act a question to a person is about; undefined where it is about a draft. */
export const actAsked = ({ answersHash }: Pick<Consent, "answersHash">): CaseAct | undefined =>
  caseActs.find((act) => answersHash.startsWith(`${act}:`));

export const purposeOf = (found: Pick<Application, "id">, hash: string): string =>
  `case:${found.id}:${hash}`;

/**
 * Asks the person for his yes, by a code to his telephone; who has none signs, where that is enough.
 * Refuses counter.signature-too-weak, and what `newConfirmation` refuses.
 */
export async function askForCase(desk: VisitDesk, wanted: Wanted): Promise<Result<Consent>> {
  const { deps, visit, person, own } = desk;
  const { definition } = wanted.found;
  const hash = hashOf(wanted);
  const about = { visit: visit.id, draft: wanted.found.id, answersHash: hash };
  if (!person.phone) {
    if (worthOf("signature", visit.door, person.level) < definition.level)
      return refuse("not-allowed", "counter.signature-too-weak");
    return ok(await deps.counter.askConsent({ ...about, kind: "signature" }));
  }
  const purpose = purposeOf(wanted.found, hash);
  const made = await newConfirmation(deps.sql, deps.clock(), { person: person.id, purpose });
  if (!made.ok) return made;
  const { id, code } = made.value;
  // The message says what the code is for: nobody withdraws with a code that was meant to answer.
  const what = `${own(`counter.act.${wanted.act}`)}: ${own.words(definition.title)}`;
  await deps.messages.send({
    id: `confirm:${id}`,
    personId: person.id,
    to: { phone: person.phone },
    lang: own.lang,
    template: "confirm-code",
    facts: { code, service: { words: { [own.lang]: what } } },
  });
  return ok(await deps.counter.askConsent({ ...about, kind: "code", code: id }));
}

/**
 * The code as the person told it, or his word. Refusals: counter.consent-void, counter.changed-after,
 * auth.code-wrong, auth.code-expired.
 */
export async function saidYes(
  { deps, visit, person }: VisitDesk,
  wanted: Wanted,
  given: { readonly consent: string; readonly code: string },
): Promise<Result<CaseYes>> {
  const hash = hashOf(wanted);
  const about = { visit: visit.id, draft: wanted.found.id, answersHash: hash };
  const consent = await deps.counter.consentFor({ id: given.consent, ...about });
  if (!consent.ok) return consent;
  const { kind, code, givenOn } = consent.value;
  // On his own screen he has said it already, to exactly this.
  if (givenOn === "pad") return ok({ consent: consent.value.id, signed: kind === "signature" });
  if (kind === "code") {
    const purpose = purposeOf(wanted.found, hash);
    const asked = { id: code ?? "", code: given.code, person: person.id, purpose };
    const right = await checkConfirmation(deps.sql, deps.clock(), asked);
    if (!right.ok) return right;
  }
  await deps.counter.recordConsent(consent.value, "operator");
  return ok({ consent: consent.value.id, signed: kind === "signature" });
}
