import { ok, type PersonId, type Result, refuse } from "../kernel/index.ts";
import { personById, personByNationalId } from "../platform/auth/index.ts";
import { transaction } from "../platform/db/index.ts";
import { isLang } from "../platform/i18n/index.ts";
import {
  addConfirmation,
  askedSince,
  countTry,
  findConfirmation,
  idFrom,
} from "../programs/index.ts";
import { bind, newCode, purposeOf, type Subject, tellCode } from "./consent.ts";
import type { ActDeps } from "./deps.ts";

const minutes = 10;
const most = 5;
/** Each code costs an SMS and allows five guesses. */
const mostADay = 10;

/**
 * How a program identifies a person: by national number, or by our id once there is an application.
 */
export type Named = { readonly nationalId: string } | { readonly person: PersonId };

export interface AskedByProgram {
  readonly id: string;
  readonly client: string;
  readonly identifier: Named;
  readonly subject: Subject;
  /** The purpose in the message. */
  readonly words: Readonly<Record<string, string>>;
  readonly lang: string;
}

type Deps = Pick<ActDeps, "sql" | "clock" | "messages" | "codes">;

const aboutOf = (identifier: Named): string =>
  idFrom("about", "nationalId" in identifier ? identifier.nationalId : identifier.person);

const personNamed = ({ sql }: Deps, identifier: Named) =>
  "nationalId" in identifier
    ? personByNationalId(sql, identifier.nationalId)
    : personById(sql, identifier.person);

/**
 * Sends the person a code by SMS. The answer is the same whether or not the person exists, has a
 * telephone, or has been asked too often elsewhere, so that the program learns nothing. Refuses
 * `api.too-many-codes` after five in ten minutes or ten in a day. @returns until when the code can
 * be used
 */
export async function askByProgram(deps: Deps, asking: AskedByProgram): Promise<Result<Date>> {
  const { sql, clock } = deps;
  const { id, client, identifier, subject, words } = asking;
  const now = clock();
  const about = aboutOf(identifier);
  const before = await findConfirmation(sql, client, id);
  if (before) return ok(until(before.askedAt));
  if (await isTooOften(deps, client, about)) return refuse("unavailable", "api.too-many-codes");
  const person = await personNamed(deps, identifier);
  const phone = person?.phone;
  const bound = bind(subject);
  const row = { id, client, about, purpose: purposeOf(bound), askedAt: now };
  const outcome = await transaction(sql, async (tx) => {
    const code =
      person && phone
        ? await newCode({ ...deps, sql: tx }, person.id, bound, "program")
        : undefined;
    const codeId = code?.ok ? code.value.id : null;
    await addConfirmation(tx, { ...row, person: (codeId && person?.id) || null, codeId });
    return code;
  });
  if (!person || !phone || !outcome?.ok) return ok(until(now));
  const preferred = person.language ?? undefined;
  const lang = isLang(preferred) ? preferred : isLang(asking.lang) ? asking.lang : "en";
  await tellCode(deps, {
    id,
    code: outcome.value.code,
    person: { id: person.id, phone },
    lang,
    words,
  });
  return ok(until(now));
}

async function isTooOften({ sql, clock }: Deps, client: string, about: string) {
  const since = (ago: number) =>
    askedSince(sql, client, about, new Date(clock().getTime() - ago * 60_000));
  return (await since(minutes)) >= most || (await since(24 * 60)) >= mostADay;
}

const until = (asked: Date): Date => new Date(asked.getTime() + minutes * 60_000);

/**
 * Who consented to this. Refuses `auth.code-wrong` and `auth.code-expired`, for an unknown person
 * in the same way as for a known one.
 */
export async function verifyByProgram(
  { sql, clock, codes }: Deps,
  client: string,
  subject: Subject,
  { id, code }: { readonly id: string; readonly code: string },
): Promise<Result<PersonId>> {
  const now = clock();
  const purpose = purposeOf(bind(subject));
  const confirmation = await findConfirmation(sql, client, id);
  if (!confirmation || confirmation.purpose !== purpose || now >= until(confirmation.askedAt))
    return refuse("conflict", "auth.code-expired");
  const { person, codeId } = confirmation;
  if (person && codeId) {
    // Each reading needs its own code; submitting and withdrawing are idempotent themselves.
    const once = subject.kind === "usage";
    const verified = await codes.check(sql, now, { id: codeId, code, person, purpose, once });
    return verified.ok ? ok(person) : verified;
  }
  if ((await countTry(sql, id)) > most) return refuse("conflict", "auth.code-expired");
  const problems = [{ field: "code", code: "auth.code-wrong" }];
  return refuse("invalid", "auth.code-wrong", { problems });
}
