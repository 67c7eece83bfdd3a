import { fullName, type NameOrder } from "../../kernel/index.ts";
import type { Level, NewPerson } from "./model.ts";

const text = (value: unknown, length = 200): string | null =>
  typeof value === "string" && value !== "" ? value.replaceAll("\0", "").slice(0, length) : null;

const matching = (value: unknown, shape: RegExp): string | null => {
  const trimmed = text(value);
  return trimmed && shape.test(trimmed) ? trimmed : null;
};

/**
 * Maps the claims of an issuer to the stored data of a person, and no more (ASVS 14.2.6). A claim
 * that does not have the form of OpenID Connect Core 5.1 is left out, not repaired; so is a
 * telephone number or e-mail address that the issuer has not verified, because codes are sent
 * there. A missing full name is composed in the `order` of the government.
 */
export function personFromClaims(
  claims: Readonly<Record<string, unknown>>,
  account: { readonly iss: string; readonly sub: string; readonly level: Level },
  order: NameOrder,
): NewPerson {
  const givenName = text(claims.given_name);
  const familyName = text(claims.family_name);
  return {
    ...account,
    name: text(claims.name) ?? (fullName({ givenName, familyName }, order) || account.sub),
    givenName,
    familyName,
    birthDate: matching(claims.birthdate, /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/),
    nationalId: text(claims.national_id, 40),
    nationality: matching(claims.nationality, /^[A-Z]{2}$/),
    phone:
      claims.phone_number_verified === true ? matching(claims.phone_number, /^\+\d{6,15}$/) : null,
    email: claims.email_verified === true ? matching(claims.email, /^[^\s@]+@[^\s@]+$/) : null,
    language: matching(claims.locale, /^[a-z]{2,3}(-|$)/)?.split("-")[0] ?? null,
  };
}
