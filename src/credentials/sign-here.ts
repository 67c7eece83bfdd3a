import { type SigningKey, signCwt } from "../certificate-code/index.ts";
import { ok, type Refusal, type Result, refuse } from "../kernel/index.ts";
import { signCompact } from "./compact.ts";
import { type KeyStore, operatorKey } from "./keys.ts";
import type { Signer, ToSign } from "./signer.ts";

/** What a signer knows of its own, whatever it is asked. */
export interface SignerRules {
  readonly keys: KeyStore;
  /** ISO 3166-1 alpha-2 of the government: its keys sign for no other. */
  readonly territory: string;
  /** Its papers say so in what is signed, and no others are signed. */
  readonly demonstration?: boolean;
  /**
   * The signer's own clock: a certificate with another date is not signed. Absent where a test
   * drives the time.
   */
  readonly clock?: () => Date;
  /**
   * Signatures of one authority per minute, so that a thief of the connection is slow or noticed.
   */
  readonly perMinute?: number;
}

/** More than any office signs, and few enough that a stolen login forges no whole country. */
export const signaturesPerMinute = 3000;
/**
 * How far a certificate's date may be from the signer's clock: allows for retried jobs and clock
 * drift.
 */
const mostSecondsOff = 15 * 60;

/** Signs with keys that this process holds. The only place with the rules of signing. */
export function signHere(rules: SignerRules): Signer {
  const limit = makeLimit(rules);
  const keyFor = async (claims: ToSign, kid: string): Promise<Result<SigningKey>> => {
    const opened = await rules.keys.key(authorityOf(claims));
    if (!opened.ok || opened.value.publicKey.kid === kid) return opened;
    return refuse("unavailable", "credentials.key-changed");
  };
  return {
    async publicKey(authority) {
      const opened = await rules.keys.key(authority);
      return opened.ok ? ok(opened.value.publicKey) : opened;
    },
    async sign(claims, kid) {
      const wrong = whyNot(claims, rules) ?? limit(claims);
      if (wrong) return { ok: false, refusal: wrong };
      const key = await keyFor(claims, kid);
      return key.ok ? ok(await signed(claims, key.value)) : key;
    },
  };
}

const authorityOf = (claims: ToSign): string =>
  claims.kind === "list" ? operatorKey : claims.authority;

const signed = async (claims: ToSign, key: SigningKey): Promise<Uint8Array> => {
  if (claims.kind === "paper") return signCwt(claims.claims, key);
  const typ = claims.kind === "list" ? claims.typ : "hamwe-statement+jwt";
  return Buffer.from(await signCompact({ typ }, claims.payload, key));
};

const notSigned = (why: string): Refusal => ({
  kind: "not-allowed",
  code: "credentials.not-signed",
  facts: { why },
});

/** Why this is not signed: not a certificate of that authority, or not dated today. */
function whyNot(claims: ToSign, rules: SignerRules): Refusal | undefined {
  const { territory, clock, demonstration = false } = rules;
  if (claims.kind === "list") return undefined;
  const { authority } = claims;
  if (authority === operatorKey) return notSigned("operator");
  const issuer = claims.kind === "paper" ? claims.claims.issuer : claims.payload.iss;
  if (issuer !== `${territory.toLowerCase()}/${authority}`) return notSigned("issuer");
  if (claims.kind === "statement") return undefined;
  if ((claims.claims.demonstration ?? false) !== demonstration) return notSigned("demonstration");
  if (!claims.follows.caseId || !claims.follows.command) return notSigned("decision");
  const off = clock ? claims.claims.issuedAt - clock().getTime() / 1000 : 0;
  return Math.abs(off) > mostSecondsOff ? notSigned("date") : undefined;
}

/** Counts signatures by authority and minute, on a clock that only runs forwards. */
function makeLimit({ perMinute = signaturesPerMinute }: SignerRules) {
  let minute = 0;
  const counts = new Map<string, number>();
  return (claims: ToSign): Refusal | undefined => {
    if (claims.kind === "list") return undefined;
    const now = Math.floor(performance.now() / 60_000);
    if (now !== minute) counts.clear();
    minute = now;
    const count = (counts.get(claims.authority) ?? 0) + 1;
    counts.set(claims.authority, count);
    return count > perMinute ? { kind: "unavailable", code: "credentials.signer-busy" } : undefined;
  };
}
