import { fullName, type NameOrder } from "../../kernel/index.ts";
import type { Level, NewPerson } from "./model.ts";

const text = (value: unknown, length = 200): string | null =>
  typeof value === "string" && value !== "" ? value.replaceAll("\0", "").slice(0, length) : null;

const matching = (value: unknown, shape: RegExp): string | null => {
  const found = text(value);
  return found && shape.test(found) ? found : null;
};

/**
 * The claims of an issuer → what we keep of a person, and no more (ASVS 14.2.6). A claim that is not
 * in the shape that OpenID Connect Core 5.1 gives it is left out, not repaired, and so is a telephone
 * number or an e-mail address of which the issuer does not say that it is verified: codes go there. Without a whole
 * name it is put together in the `order` of the government.
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
