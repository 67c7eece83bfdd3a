import type { Application, Contact } from "../cases/index.ts";
import type { Definition } from "../catalogue/index.ts";
import { type Answers, contactGiven, type FormFacts, isEmail } from "../form/index.ts";
import {
  isTelephone,
  type Problem,
  type Refusal,
  readTelephone,
  type TelephoneRule,
} from "../kernel/index.ts";
import type { Person } from "../platform/auth/index.ts";

/**
 * Where messages about an application go: where its person wants them, else to their account. The
 * telephone and e-mail of the account come from the identity service and are changed there: they
 * receive the codes by which somebody is known.
 */
export const contactOf = (
  { contact }: Pick<Application, "contact">,
  person: Pick<Person, "phone" | "email"> | undefined,
): Contact => contact ?? { phone: person?.phone ?? null, email: person?.email ?? null };

/**
 * The contact that the answers of an application give, where it is another than that of the
 * account: its person chooses, before sending, which of the two messages go to.
 */
export function otherContact(
  def: Definition,
  answers: Answers,
  facts: FormFacts,
  person: Pick<Person, "phone" | "email">,
): Contact | undefined {
  const given = { phone: person.phone, email: person.email, ...contactGiven(def, answers, facts) };
  const isSame = given.phone === person.phone && sameEmail(given.email, person.email);
  const isNone = given.phone === null && given.email === null;
  return isSame || isNone ? undefined : given;
}

export const sameEmail = (one: string | null, other: string | null): boolean =>
  one?.toLowerCase() === other?.toLowerCase();

/** A contact as somebody typed it, and what is wrong with it; nothing typed is none. */
export interface ContactRead {
  readonly contact: Contact;
  /** At `phone` and `email`: not-a-phone (facts: example), not-an-email, no-contact. */
  readonly problems: readonly Problem[];
}

export function readContact(
  typed: { readonly phone: string; readonly email: string },
  rule: TelephoneRule | undefined,
): ContactRead {
  const [phoneTyped, emailTyped] = [typed.phone.trim(), typed.email.trim()];
  const phone = phoneTyped === "" ? null : (readTelephone(phoneTyped, rule) ?? phoneTyped);
  const contact = { phone, email: emailTyped === "" ? null : emailTyped };
  return { contact, problems: contactProblems(contact, rule) };
}

/** What is wrong with a contact in the form in which it is kept. */
export function contactProblems(
  { phone, email }: Contact,
  rule: TelephoneRule | undefined,
): readonly Problem[] {
  if (phone === null && email === null) return [{ field: "phone", code: "no-contact" }];
  const facts = { example: rule?.example ?? "+44 20 7946 0123" };
  return [
    ...(phone === null || isTelephone(phone, rule)
      ? []
      : [{ field: "phone", code: "not-a-phone", facts }]),
    ...(email === null || isEmail(email) ? [] : [{ field: "email", code: "not-an-email" }]),
  ];
}

/** The refusal of a contact that cannot be written to; undefined where it can. */
export function contactWrong(
  contact: Contact,
  rule: TelephoneRule | undefined,
): Refusal | undefined {
  const problems = contactProblems(contact, rule);
  if (problems.length === 0) return undefined;
  return { kind: "invalid", code: "case.contact-wrong", problems };
}
