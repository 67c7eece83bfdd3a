import { createHash } from "node:crypto";
import type { Application, Contact } from "../cases/index.ts";
import { canonical, isUuid, ok, type Refusal, type Result, refuse } from "../kernel/index.ts";
import type { Person } from "../platform/auth/index.ts";
import type { Lang } from "../platform/i18n/index.ts";
import { sameEmail } from "./contact.ts";
import type { ActDeps } from "./deps.ts";

export type AddressKind = keyof Contact;

/** An address that its person has still to confirm with the code that was sent there. */
export interface Unconfirmed {
  readonly kind: AddressKind;
  readonly address: string;
}

/**
 * The addresses of a contact that nothing vouches for: neither the identity service, whose
 * verified ones the account has, nor an earlier code for this application.
 */
export function unconfirmed(
  { phone, email }: Contact,
  { contact }: Pick<Application, "contact">,
  account: Contact,
): readonly Unconfirmed[] {
  const isNewPhone = phone !== null && phone !== account.phone && phone !== contact?.phone;
  const isNewEmail =
    email !== null && !sameEmail(email, account.email) && !sameEmail(email, contact?.email ?? null);
  return [
    ...(isNewPhone ? [{ kind: "phone", address: phone } as const] : []),
    ...(isNewEmail ? [{ kind: "email", address: email } as const] : []),
  ];
}

interface Asked {
  readonly app: Pick<Application, "id">;
  readonly person: Pick<Person, "id">;
}

/** Exactly this address for exactly this application; the database keeps no address here. */
const purposeOf = ({ id }: Pick<Application, "id">, { kind, address }: Unconfirmed): string =>
  `address:${id}:${createHash("sha256").update(canonical({ kind, address })).digest("hex")}`;

/** Ids of the codes that were sent, by kind of address. */
export type CodesSent = Readonly<Partial<Record<AddressKind, string>>>;

/** Sends a code to each address. Refuses auth.too-many-codes. */
export async function sendAddressCodes(
  { sql, clock, codes, messages }: Pick<ActDeps, "sql" | "clock" | "codes" | "messages">,
  { app, person, lang }: Asked & { readonly lang: Lang },
  addresses: readonly Unconfirmed[],
): Promise<Result<CodesSent>> {
  const sent: Partial<Record<AddressKind, string>> = {};
  for (const each of addresses) {
    const purpose = purposeOf(app, each);
    const made = await codes.ask(sql, clock(), { person: person.id, purpose, door: "self" });
    if (!made.ok) return made;
    const { id, code } = made.value;
    await messages.send({
      id: `address:${id}`,
      // It is nobody's yet, and is not read in the account that gave it.
      personId: null,
      to: { [each.kind]: each.address },
      lang,
      template: "confirm-address",
      facts: { code },
    });
    sent[each.kind] = id;
  }
  return ok(sent);
}

/** What was typed for each address, with the id of its code. */
export type CodesTyped = Readonly<
  Partial<Record<AddressKind, { readonly id: string; readonly code: string }>>
>;

/**
 * Whether every address is confirmed; else what is wrong with its code, by kind of address. An
 * e-mail address from which messages came back is used again once it is confirmed.
 */
export async function checkAddressCodes(
  { sql, clock, codes, messages }: Pick<ActDeps, "sql" | "clock" | "codes" | "messages">,
  { app, person, typed }: Asked & { readonly typed: CodesTyped },
  addresses: readonly Unconfirmed[],
): Promise<Readonly<Partial<Record<AddressKind, Refusal>>>> {
  const wrong: Partial<Record<AddressKind, Refusal>> = {};
  for (const each of addresses) {
    const { id = "", code = "" } = typed[each.kind] ?? {};
    const answer = { id, code, person: person.id, purpose: purposeOf(app, each) };
    const checked = isUuid(id)
      ? await codes.check(sql, clock(), answer)
      : refuse("conflict", "auth.code-expired");
    if (!checked.ok) wrong[each.kind] = checked.refusal;
    else if (each.kind === "email") await messages.useAgain(each.address);
  }
  return wrong;
}
