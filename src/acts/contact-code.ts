import { createHash } from "node:crypto";
import type { Application, Contact, Through } from "../cases/index.ts";
import {
  canonical,
  isUuid,
  ok,
  type PersonId,
  type Problem,
  type Result,
  refuse,
} from "../kernel/index.ts";
import { type CodeDoor, personById } from "../platform/auth/index.ts";
import type { Lang } from "../platform/i18n/index.ts";
import { sendAddressCode } from "./address-code.ts";
import { sameEmail } from "./contact.ts";
import type { ActDeps } from "./deps.ts";

export type AddressKind = keyof Contact;

/** An address that its person has still to confirm with the code that was sent there. */
export interface Unconfirmed {
  readonly kind: AddressKind;
  readonly address: string;
}

/** Messages about an application are to go elsewhere. */
export interface NewContact {
  readonly app: Pick<Application, "id" | "contact">;
  readonly person: PersonId;
  readonly contact: Contact;
  /** The channel, where it is not the person's own browser. */
  readonly through?: Through;
}

/**
 * The addresses that nothing vouches for: neither the identity service, whose verified ones the
 * account has, nor an earlier code for this application. A program has to confirm each, since it
 * may not learn which ones its person's account has.
 */
async function unconfirmedOf(
  { sql }: Pick<ActDeps, "sql">,
  { app, person, contact: { phone, email }, through }: NewContact,
): Promise<readonly Unconfirmed[]> {
  const account = await personById(sql, person);
  const isProgram = through?.door === "api";
  const vouched = isProgram ? [] : [account, app.contact];
  const isNewPhone = phone !== null && !vouched.some((each) => each?.phone === phone);
  const isNewEmail =
    email !== null && !vouched.some((each) => each?.email && sameEmail(email, each.email));
  return [
    ...(isNewPhone ? [{ kind: "phone", address: phone } as const] : []),
    ...(isNewEmail ? [{ kind: "email", address: email } as const] : []),
  ];
}

/** Exactly this address for exactly this application; the database keeps no address here. */
const purposeOf = ({ app }: NewContact, { kind, address }: Unconfirmed): string =>
  `address:${app.id}:${createHash("sha256").update(canonical({ kind, address })).digest("hex")}`;

/** Ids of the codes that were sent, by kind of address. */
export type CodesSent = Readonly<Partial<Record<AddressKind, string>>>;

/**
 * A program has its own budget of codes. At a counter they are the person's own: a contact that is
 * typed again must not use up the codes by which they say yes.
 */
const doorOf = (through: Through | undefined): CodeDoor =>
  through?.door === "api" ? "program" : "self";

/**
 * Sends a code to each address that nothing vouches for. @returns the ids of the codes, none where
 * none is needed; refuses auth.too-many-codes
 */
export async function sendAddressCodes(
  deps: Pick<ActDeps, "sql" | "clock" | "codes" | "messages">,
  wish: NewContact,
  lang: Lang,
): Promise<Result<CodesSent>> {
  const sent: Partial<Record<AddressKind, string>> = {};
  for (const each of await unconfirmedOf(deps, wish)) {
    const purpose = purposeOf(wish, each);
    const asked = { person: wish.person, purpose, door: doorOf(wish.through) };
    const to = { [each.kind]: each.address };
    const one = await sendAddressCode(deps, asked, { to, lang });
    if (!one.ok) return one;
    sent[each.kind] = one.value;
  }
  return ok(sent);
}

/** What was typed for each address, with the id of its code. */
export type CodesTyped = Readonly<
  Partial<Record<AddressKind, { readonly id: string; readonly code: string }>>
>;

/**
 * What is wrong with the code of each address that nothing vouches for, at `phone` and `email`:
 * address-code-missing, address-code-wrong, address-code-expired. A right one counts again when
 * another was wrong. An e-mail address from which messages came back is used
 * again once it is confirmed.
 */
export async function checkAddressCodes(
  deps: Pick<ActDeps, "sql" | "clock" | "codes" | "messages">,
  wish: NewContact,
  typed: CodesTyped,
): Promise<readonly Problem[]> {
  const { sql, clock, codes, messages } = deps;
  const wrong: Problem[] = [];
  for (const each of await unconfirmedOf(deps, wish)) {
    const { id = "", code = "" } = typed[each.kind] ?? {};
    if (isUuid(id) && code === "") {
      wrong.push({ field: each.kind, code: "address-code-missing" });
      continue;
    }
    const answer = { id, code, person: wish.person, purpose: purposeOf(wish, each) };
    const checked = isUuid(id)
      ? await codes.check(sql, clock(), answer)
      : refuse("conflict", "auth.code-expired");
    if (!checked.ok) {
      const isWrong = checked.refusal.code === "auth.code-wrong";
      const code = isWrong ? "address-code-wrong" : "address-code-expired";
      wrong.push({ field: each.kind, code });
    } else if (each.kind === "email") await messages.useAgain(each.address);
  }
  return wrong;
}
