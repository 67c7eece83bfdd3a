import { type Consent, type Visit, worthOf } from "../counter/index.ts";
import { ok, type Result, refuse } from "../kernel/index.ts";
import type { Person } from "../platform/auth/index.ts";
import type { Lang } from "../platform/i18n/index.ts";
import { type Bound, bind, isSame, newCode, purposeOf, type Subject, tellCode } from "./consent.ts";
import type { ActDeps } from "./deps.ts";

/** One person in front of somebody who serves, and the level that the service asks. */
export interface InPerson {
  readonly visit: Pick<Visit, "id" | "door">;
  readonly person: Person;
  readonly level: number;
}

/** What is asked of a person in person. */
type AtCounter = Extract<Subject, { readonly kind: "draft" | "case" | "open" }>;

type Deps = Pick<ActDeps, "sql" | "clock" | "counter" | "messages" | "codes">;

/** A yes that was given: to which question, and whether by a signature. */
export interface Yes {
  readonly consent: string;
  /** Instead of a code they gave their signature, which is worth less. */
  readonly signed: boolean;
}

/** Whether a signature is enough: only where there is no telephone to send a code to. */
const signatureWindow = ({ visit, person, level }: InPerson): Result<true> =>
  !person.phone && worthOf("signature", visit.door, person.level) >= level
    ? ok(true)
    : refuse("not-allowed", "counter.signature-too-weak");

/**
 * Asks the person for a yes to exactly this: by a code to their telephone; whoever has none signs,
 * where that is enough. A new question voids the one before. Refuses counter.signature-too-weak,
 * auth.too-many-codes.
 */
export async function askInPerson(
  deps: Deps,
  at: InPerson,
  subject: AtCounter,
  say: { readonly lang: Lang; readonly words: string },
): Promise<Result<Consent>> {
  const { visit, person } = at;
  const bound = bind(subject);
  const { kind, id: subjectId, act, hash } = bound;
  const about = { visit: visit.id, kind, subject: subjectId, act, hash };
  const { phone } = person;
  if (!phone) {
    // A signature proves nothing at once: it opens nothing that the person cannot see being read.
    if (kind === "open") return refuse("not-allowed", "counter.file-shut");
    const open = signatureWindow(at);
    return open.ok ? ok(await deps.counter.askConsent({ ...about, way: "signature" })) : open;
  }
  const made = await newCode(deps, person.id, bound, "counter");
  if (!made.ok) return made;
  const { id, code } = made.value;
  const consent = await deps.counter.askConsent({ ...about, way: "code", code: id });
  const words = { [say.lang]: say.words };
  await tellCode(deps, { id, code, person: { id: person.id, phone }, lang: say.lang, words });
  return ok(consent);
}

/**
 * The yes to this subject: said on the person's own screen before, by the code as they told it, or
 * by their word where a signature is enough. Refuses counter.consent-void where it was asked anew
 * since, counter.changed-after where the subject is not what was asked, auth.code-wrong,
 * auth.code-expired, counter.signature-too-weak.
 */
export async function verifyInPerson(
  deps: Deps,
  at: InPerson,
  subject: AtCounter,
  given: { readonly consent: string; readonly code: string; readonly on: "pad" | "operator" },
): Promise<Result<Yes>> {
  const last = await deps.counter.consentFor({ id: given.consent, visit: at.visit.id });
  if (!last.ok) return last;
  const consent = last.value;
  if (!isSame(boundOf(consent), bind(subject))) return refuse("conflict", "counter.changed-after");
  // On their own screen they have said it already, to exactly this.
  if (consent.givenOn !== "pad") {
    const said = await sayYes(deps, at, consent, given);
    if (!said.ok) return said;
  }
  return ok({ consent: consent.id, signed: consent.way === "signature" });
}

/** What a question that was kept is about. */
export const boundOf = ({ kind, act, subject, hash }: Consent): Bound =>
  ({ kind, act, id: subject, hash }) as Bound;

/**
 * Records a yes to a question: by the right code, or by signature where it is enough. Refuses
 * auth.code-wrong, auth.code-expired, counter.signature-too-weak.
 */
export async function sayYes(
  deps: Deps,
  at: InPerson,
  consent: Consent,
  { code, on }: { readonly code: string; readonly on: "pad" | "operator" },
): Promise<Result<true>> {
  const purpose = purposeOf(boundOf(consent));
  const asked = { id: consent.code ?? "", code, person: at.person.id, purpose };
  const said =
    consent.way === "code"
      ? await deps.codes.check(deps.sql, deps.clock(), asked)
      : signatureWindow(at);
  if (said.ok) await deps.counter.recordConsent(consent, on);
  return said;
}
