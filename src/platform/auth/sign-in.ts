import type { Refusal, Result } from "../../kernel/index.ts";
import { ok, refuse } from "../../kernel/index.ts";
import { personFromClaims } from "./claims.ts";
import type { SignedIn } from "./issuer.ts";
import type { Level } from "./model.ts";
import { officerByAccount } from "./officers.ts";
import type { AuthOptions, Issuer } from "./options.ts";
import { rememberPerson } from "./people.ts";
import { type NewSession, openSession } from "./sessions.ts";

export interface Opened {
  /** For the cookie. */
  readonly session: string;
  /** `person:<id>` or `officer:<id>`. */
  readonly actor: string;
  readonly language: string | null;
}

/**
 * Somebody whom an issuer vouches for → a session. Officers are known by their account in
 * `auth.officer` and need the staff level; everyone else is a person. Refuses:
 * `auth.level-unknown`, `auth.level-too-low`, `auth.not-an-officer`, `auth.staff-level-needed`.
 */
export async function admit(
  { sql, clock, newId, nameOrder, join }: AuthOptions,
  issuer: Issuer,
  signedIn: SignedIn,
  asked: {
    readonly level: Level | undefined;
    readonly shared: boolean;
    readonly device?: string | undefined;
    /** The issuer asked anew who it is. */
    readonly fresh?: true | undefined;
    /** The invitation that whoever signs in accepts. */
    readonly invitation?: string | undefined;
  },
): Promise<Result<Opened>> {
  const { acr } = signedIn;
  const { shared, device, fresh } = asked;
  // A name that every object has, `constructor`, is in no table.
  const worth = acr !== undefined && Object.hasOwn(issuer.levels, acr) && issuer.levels[acr];
  if (!worth) return refuse("not-allowed", "auth.level-unknown");
  const account = { iss: issuer.account ?? issuer.url, sub: signedIn.sub };
  const now = clock();
  const at = { issuer: issuer.id, sid: signedIn.sid, idToken: signedIn.idToken };
  const open = async (of: NewSession["of"], language: string | null): Promise<Result<Opened>> =>
    ok({
      session: await openSession(sql, { of, at, shared, device, provedAt: fresh && now }, now),
      actor: "officer" in of ? `officer:${of.officer}` : `person:${of.person}`,
      language,
    });

  const officer = await officerByAccount(sql, account, now);
  if (officer && worth === "staff") return open({ officer: officer.id }, null);
  if (officer) return refuse("not-allowed", "auth.staff-level-needed");
  if (worth === "staff" && asked.invitation && join) {
    const joined = await join(asked.invitation, account);
    return joined.ok ? open({ officer: joined.value }, null) : joined;
  }
  if (worth === "staff") return refuse("not-allowed", "auth.not-an-officer");
  if (asked.level && worth < asked.level) return refuse("not-allowed", "auth.level-too-low");

  const claimed = personFromClaims(signedIn.claims, { ...account, level: worth }, nameOrder);
  const person = await rememberPerson(sql, claimed, { id: newId(), now });
  return open({ person: person.id, level: worth }, person.language);
}

/** Why a sign-in did not come about, from what openid-client threw. Never the issuer's own text. */
export function refusalFrom(error: unknown): Refusal {
  const { code, error: answer } = error as { code?: string; error?: string };
  if (answer === "access_denied") return refuse("not-allowed", "auth.cancelled").refusal;
  if (answer === "temporarily_unavailable" || answer === "server_error" || isNetwork(error, code))
    return refuse("unavailable", "auth.issuer-unavailable").refusal;
  return refuse("not-allowed", "auth.failed").refusal;
}

const isNetwork = (error: unknown, code: string | undefined): boolean =>
  code === "OAUTH_TIMEOUT" ||
  code === "OAUTH_ABORT" ||
  code === "ERR_JWKS_TIMEOUT" ||
  code === "OAUTH_RESPONSE_IS_NOT_CONFORM" ||
  causes(error).some((cause) => cause instanceof TypeError && cause.message === "fetch failed");

function causes(error: unknown): unknown[] {
  const matches: unknown[] = [];
  for (let at = error; at instanceof Error && matches.length < 5; at = at.cause) matches.push(at);
  return matches;
}
