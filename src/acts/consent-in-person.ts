import { type Consent, type Visit, worthOf } from "../counter/index.ts";
import { type Money, ok, type Result, refuse } from "../kernel/index.ts";
import type { Person } from "../platform/auth/index.ts";
import type { Lang } from "../platform/i18n/index.ts";
import { type Bound, bind, isSame, newCode, purposeOf, type Subject, tellCode } from "./consent.ts";
import type { ActDeps } from "./deps.ts";

/** The person at the counter, and the level that the service needs. */
export interface InPerson {
  readonly visit: Pick<Visit, "id" | "door" | "access" | "operator">;
  readonly person: Person;
  readonly level: number;
}

/** Subjects of a consent given in person. */
type AtCounter = Extract<Subject, { readonly kind: "draft" | "case" | "open" }>;

type Deps = Pick<ActDeps, "sql" | "clock" | "counter" | "messages" | "codes">;

/** A consent given: to which request, and whether by a signature. */
export interface Yes {
  readonly consent: string;
  /** By signature instead of a code, which is weaker evidence. */
  readonly signed: boolean;
}

/**
 * A signature is enough only where there is no telephone for a code, or a second officer has read
 * the card because it is not with them.
 */
const signatureWindow = ({ visit, person, level }: InPerson): Result<true> =>
  (!person.phone || visit.access === "second") &&
  worthOf("signature", visit.door, person.level) >= level
    ? ok(true)
    : refuse("not-allowed", "counter.signature-too-weak");

/**
 * Asks the person for consent to exactly this: by a code to their telephone, or by signature where
 * they have none and it is enough. Invalidates the previous request. Refuses
 * counter.level-too-low, counter.signature-too-weak, auth.too-many-codes.
 */
export async function askInPerson(
  deps: Deps,
  at: InPerson,
  subject: AtCounter,
  say: {
    readonly lang: Lang;
    readonly words: string;
    readonly charge?: Money | undefined;
    /** Asked for in place of a code, where it is enough. */
    readonly way?: "signature";
  },
): Promise<Result<Consent>> {
  const { visit, person } = at;
  if (subject.kind === "draft" && person.level < at.level)
    return refuse("not-allowed", "counter.level-too-low");
  const bound = bind(subject);
  const { kind, id: subjectId, act, hash } = bound;
  const about = { visit: visit.id, kind, subject: subjectId, act, hash, charge: say.charge };
  const { phone } = person;
  if (!phone || say.way === "signature") {
    // A signature cannot be verified at once, so it opens nothing.
    if (kind === "open") return refuse("not-allowed", "counter.file-shut");
    const open = signatureWindow(at);
    return open.ok ? ok(await deps.counter.askConsent({ ...about, way: "signature" })) : open;
  }
  const newest = await newCode(deps, person.id, bound, "counter");
  if (!newest.ok) return newest;
  const { id, code } = newest.value;
  const consent = await deps.counter.askConsent({ ...about, way: "code", code: id });
  const words = { [say.lang]: say.words };
  await tellCode(deps, { id, code, person: { id: person.id, phone }, lang: say.lang, words });
  return ok(consent);
}

/**
 * The consent to this subject: given earlier on the person's own screen, by the code that they read
 * out, or by their signature on the printed summary, which the operator has in hand (`sheet`).
 * Refuses counter.consent-void where it was requested again since, counter.changed-after where the
 * subject has changed, counter.sheet-missing, auth.code-wrong, auth.code-expired,
 * counter.signature-too-weak.
 */
export async function verifyInPerson(
  deps: Deps,
  at: InPerson,
  subject: AtCounter,
  given: YesGiven,
): Promise<Result<Yes>> {
  const last = await deps.counter.consentFor({ id: given.consent, visit: at.visit.id });
  if (!last.ok) return last;
  const consent = last.value;
  if (!isSame(boundOf(consent), bind(subject))) return refuse("conflict", "counter.changed-after");
  const signed = consent.way === "signature";
  if (signed && !given.sheet) return refuse("invalid", "counter.sheet-missing");
  // Already given on the person's own screen.
  if (consent.givenOn !== "pad") {
    const recorded = await sayYes(deps, at, consent, given);
    if (!recorded.ok) return recorded;
  }
  if (signed) await deps.counter.recordSheet(consent, at.visit.operator);
  return ok({ consent: consent.id, signed });
}

export interface YesGiven {
  readonly consent: string;
  readonly code: string;
  readonly on: "pad" | "operator";
  /** The operator has the summary that the person signed. */
  readonly sheet?: boolean;
}

/** The subject of a stored request. */
export const boundOf = ({ kind, act, subject, hash }: Consent): Bound =>
  ({ kind, act, id: subject, hash }) as Bound;

/**
 * Records a consent: by the right code, or by signature where it is enough. Refuses
 * auth.code-wrong, auth.code-expired, counter.signature-too-weak.
 */
export async function sayYes(
  deps: Deps,
  at: InPerson,
  consent: Consent,
  { code, on }: { readonly code: string; readonly on: "pad" | "operator" },
): Promise<Result<true>> {
  const purpose = purposeOf(boundOf(consent));
  const check = { id: consent.code ?? "", code, person: at.person.id, purpose };
  const checked =
    consent.way === "code"
      ? await deps.codes.check(deps.sql, deps.clock(), check)
      : signatureWindow(at);
  if (checked.ok) await deps.counter.recordConsent(consent, on);
  return checked;
}
