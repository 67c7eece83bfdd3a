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
/** Each is an SMS on somebody's telephone, and five guesses. */
const mostADay = 10;

/** How a program names a person: by number before it knows more, by us once an application is there. */
export type Named = { readonly nationalId: string } | { readonly person: PersonId };

export interface AskedByProgram {
  readonly id: string;
  readonly client: string;
  readonly named: Named;
  readonly subject: Subject;
  /** What the message says it is for. */
  readonly words: Readonly<Record<string, string>>;
  readonly lang: string;
}

type Deps = Pick<ActDeps, "sql" | "clock" | "messages" | "codes">;

const aboutOf = (named: Named): string =>
  idFrom("about", "nationalId" in named ? named.nationalId : named.person);

const personNamed = ({ sql }: Deps, named: Named) =>
  "nationalId" in named ? personByNationalId(sql, named.nationalId) : personById(sql, named.person);

/**
 * Sends the person a code by SMS. A program is answered the same whether or not there is such a
 * person, or a telephone, and also where other doors have asked them too often: it learns of nobody
 * here. Refuses `api.too-many-codes` after five in ten minutes or ten in a day.
 * @returns until when the code can be used
 */
export async function askByProgram(deps: Deps, asking: AskedByProgram): Promise<Result<Date>> {
  const { sql, clock } = deps;
  const { id, client, named, subject, words } = asking;
  const now = clock();
  const about = aboutOf(named);
  const before = await findConfirmation(sql, client, id);
  if (before) return ok(until(before.askedAt));
  if (await isTooOften(deps, client, about)) return refuse("unavailable", "api.too-many-codes");
  const person = await personNamed(deps, named);
  const phone = person?.phone;
  const bound = bind(subject);
  const row = { id, client, about, purpose: purposeOf(bound), askedAt: now };
  const made = await transaction(sql, async (tx) => {
    const code =
      person && phone
        ? await newCode({ ...deps, sql: tx }, person.id, bound, "program")
        : undefined;
    const codeId = code?.ok ? code.value.id : null;
    await addConfirmation(tx, { ...row, person: (codeId && person?.id) || null, codeId });
    return code;
  });
  if (!person || !phone || !made?.ok) return ok(until(now));
  const own = person.language ?? undefined;
  const lang = isLang(own) ? own : isLang(asking.lang) ? asking.lang : "en";
  await tellCode(deps, {
    id,
    code: made.value.code,
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
 * Who said yes to this. Refuses `auth.code-wrong` and `auth.code-expired`, for the same reasons and in
 * the same order for somebody unknown as for somebody known.
 */
export async function verifyByProgram(
  { sql, clock, codes }: Deps,
  client: string,
  subject: Subject,
  { id, code }: { readonly id: string; readonly code: string },
): Promise<Result<PersonId>> {
  const now = clock();
  const purpose = purposeOf(bind(subject));
  const asked = await findConfirmation(sql, client, id);
  if (!asked || asked.purpose !== purpose || now >= until(asked.askedAt))
    return refuse("conflict", "auth.code-expired");
  const { person, codeId } = asked;
  if (person && codeId) {
    // Each reading is another; what is sent or taken back is so once, whoever repeats it.
    const once = subject.kind === "usage";
    const said = await codes.check(sql, now, { id: codeId, code, person, purpose, once });
    return said.ok ? ok(person) : said;
  }
  if ((await countTry(sql, id)) > most) return refuse("conflict", "auth.code-expired");
  const problems = [{ field: "code", code: "auth.code-wrong" }];
  return refuse("invalid", "auth.code-wrong", { problems });
}
