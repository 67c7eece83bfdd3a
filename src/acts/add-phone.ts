import { createHash } from "node:crypto";
import { isUuid, ok, type Result, refuse } from "../kernel/index.ts";
import { counterAccount } from "../platform/auth/index.ts";
import type { Lang } from "../platform/i18n/index.ts";
import { sendAddressCode } from "./address-code.ts";
import { besidesOfPhone, type PhoneTyped } from "./beside.ts";
import { askCardCheck } from "./check-card.ts";
import type { ActDeps } from "./deps.ts";
import { isCardReadable } from "./open-file.ts";

type InFront = Parameters<typeof askCardCheck>[1];
type Deps = Parameters<typeof askCardCheck>[0] & Pick<ActDeps, "codes" | "messages">;

/** Whether the account can get its first telephone number here: it was made at a counter. */
export const isPhoneToAdd = (at: InFront): boolean =>
  isCardReadable(at) && at.person.iss === counterAccount && at.person.phone === null;

/** Exactly this number; the database keeps none here. */
const purposeOf = (phone: string): string =>
  `phone:${createHash("sha256").update(phone).digest("hex")}`;

/**
 * Sends a code to a number that is to be added. @returns its id; refuses counter.phone-unfit,
 * counter.phone-shared, counter.reason-missing, auth.too-many-codes
 */
export async function askPhoneCode(
  deps: Pick<Deps, "sql" | "clock" | "codes" | "messages">,
  at: InFront,
  { lang, ...typed }: PhoneTyped & { readonly lang: Lang },
): Promise<Result<{ readonly id: string }>> {
  const { phone } = typed;
  if (!isPhoneToAdd(at)) return refuse("not-allowed", "counter.phone-unfit");
  const besides = await besidesOfPhone(deps, typed);
  if (!besides.ok) return besides;
  const asked = { person: at.person.id, purpose: purposeOf(phone), door: "counter" } as const;
  const sent = await sendAddressCode(deps, asked, { to: { phone }, lang });
  return sent.ok ? ok({ id: sent.value }) : sent;
}

/**
 * The code that came to the number is right: a second officer is asked to read the card, and the
 * account gets the number when they have. Refuses counter.phone-unfit, counter.phone-shared,
 * counter.reason-missing, counter.card-unfit, auth.code-wrong, auth.code-expired.
 */
export async function addPhone(
  deps: Deps,
  at: InFront,
  { id, code, ...typed }: PhoneTyped & { readonly id: string; readonly code: string },
): Promise<Result<true>> {
  const { phone } = typed;
  if (!isPhoneToAdd(at)) return refuse("not-allowed", "counter.phone-unfit");
  const besides = await besidesOfPhone(deps, typed);
  if (!besides.ok) return besides;
  const answer = { id, code, person: at.person.id, purpose: purposeOf(phone) };
  const checked = isUuid(id)
    ? await deps.codes.check(deps.sql, deps.clock(), answer)
    : refuse("conflict", "auth.code-expired");
  if (!checked.ok) return checked;
  const asked = await askCardCheck(deps, at, { phone });
  const { person, operator, centre } = at.visit;
  if (asked.ok)
    await deps.counter.recordBeside({ person, operator, centre, besides: besides.value });
  return asked;
}
