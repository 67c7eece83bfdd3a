import {
  type CertificateClaims,
  decodeClaims,
  type SigningKey,
  signCwt,
} from "../certificate-code/index.ts";
import { canonical, ok, type Refusal, type Result, refuse } from "../kernel/index.ts";
import { digestOf, type LookUp } from "./basis.ts";
import { signCompact } from "./compact.ts";
import { type KeyStore, operatorKey, registerKey } from "./keys.ts";
import type { Signer, ToSign } from "./signer.ts";

/** What a signer knows of its own, whatever it is asked. */
export interface SignerRules {
  readonly keys: KeyStore;
  /** ISO 3166-1 alpha-2 of the government: its keys sign for no other. */
  readonly territory: string;
  /** Finds the decision that a certificate follows from. */
  readonly lookUp: LookUp;
  /** Its papers say so in what is signed, and no others are signed. */
  readonly demonstration?: boolean;
  /**
   * The signer's own clock: what has another date is not signed. Absent where a test drives the
   * time.
   */
  readonly clock?: () => Date;
  /**
   * Signatures of one authority per minute, so that a thief of the connection is slow or noticed.
   */
  readonly perMinute?: number;
}

/** More than any office signs, and few enough that a stolen login forges no whole country. */
export const signaturesPerMinute = 3000;
/** How far a date may be from the signer's clock: allows for retries and clock drift. */
const mostSecondsOff = 15 * 60;
/** A certificate waits for a signer that is away, but not for ever: it says an older date then. */
const mostSecondsLate = 7 * 24 * 3600;

/** Signs with keys that this process holds. The only place with the rules of signing. */
export function signHere(rules: SignerRules): Signer {
  const limit = makeLimit(rules);
  const keyFor = async (claims: ToSign, kid: string): Promise<Result<SigningKey>> => {
    const opened = await rules.keys.key(keyNameOf(claims));
    if (!opened.ok || opened.value.publicKey.kid === kid) return opened;
    return refuse("unavailable", "credentials.key-changed");
  };
  return {
    async publicKey(authority) {
      const opened = await rules.keys.key(authority);
      return opened.ok ? ok(opened.value.publicKey) : opened;
    },
    async sign(claims, kid) {
      const paper = claims.kind === "paper" ? decoded(claims.content) : undefined;
      const wrong = whyNot(claims, paper, rules) ?? limit(claims);
      if (wrong) return { ok: false, refusal: wrong };
      if (claims.kind === "paper" && paper) {
        const { authority, follows } = claims;
        const content = digestOf(Buffer.from(claims.content, "base64url"));
        const why = await rules.lookUp({ authority, follows, claims: paper, content });
        if (why) return { ok: false, refusal: notSigned(why) };
      }
      const key = await keyFor(claims, kid);
      return key.ok ? ok(await signed(claims, paper, key.value)) : key;
    },
  };
}

const decoded = (content: string): CertificateClaims | undefined =>
  decodeClaims(Buffer.from(content, "base64url"));

/** Whose key signs this. */
export function keyNameOf(claims: ToSign): string {
  if (claims.kind === "list") return operatorKey;
  return claims.kind === "register" ? registerKey : claims.authority;
}

async function signed(
  claims: ToSign,
  paper: CertificateClaims | undefined,
  key: SigningKey,
): Promise<Uint8Array> {
  if (claims.kind === "paper") {
    if (!paper) throw new Error("a paper is decoded before it is signed");
    return signCwt(paper, key);
  }
  const typ = claims.kind === "statement" ? "hamwe-statement+jwt" : claims.typ;
  const text = claims.kind === "register" ? canonical(claims.payload) : undefined;
  return Buffer.from(await signCompact({ typ }, text ?? JSON.stringify(claims.payload), key));
}

const notSigned = (why: string): Refusal => ({
  kind: "not-allowed",
  code: "credentials.not-signed",
  facts: { why },
});

/**
 * Why this is not signed, as far as it shows in what is asked. @param paper the content of a paper,
 * where it can be read
 */
function whyNot(
  claims: ToSign,
  paper: CertificateClaims | undefined,
  rules: SignerRules,
): Refusal | undefined {
  switch (claims.kind) {
    case "list":
      return undefined;
    case "register":
      return whyNotRegister(claims, rules);
    case "statement": {
      const { authority, payload } = claims;
      return (
        whyNotIssuer(authority, payload.iss, rules) ??
        (isToday(payload.iat, rules) ? undefined : notSigned("date"))
      );
    }
    case "paper": {
      if (!paper) return notSigned("unreadable");
      const of = whyNotIssuer(claims.authority, paper.issuer, rules);
      if (of) return of;
      const { demonstration = false } = rules;
      if ((paper.demonstration ?? false) !== demonstration) return notSigned("demonstration");
      const late = secondsLate(paper.issuedAt, rules);
      return late < -mostSecondsOff || late > mostSecondsLate ? notSigned("date") : undefined;
    }
  }
}

/** Seconds that an instant lies back, on the signer's clock; 0 where it has none. */
const secondsLate = (instant: number, { clock }: SignerRules): number =>
  clock ? clock().getTime() / 1000 - instant : 0;

const isToday = (instant: number, rules: SignerRules): boolean =>
  Math.abs(secondsLate(instant, rules)) <= mostSecondsOff;

function whyNotIssuer(
  authority: string,
  issuer: string,
  { territory }: SignerRules,
): Refusal | undefined {
  if (authority === operatorKey || authority === registerKey) return notSigned("operator");
  return issuer === `${territory.toLowerCase()}/${authority}` ? undefined : notSigned("issuer");
}

/** A register speaks for this government, and today. */
function whyNotRegister(
  { typ, payload }: Extract<ToSign, { kind: "register" }>,
  rules: SignerRules,
): Refusal | undefined {
  const side = typ === "hamwe-bundle+jws" ? payload.from : payload.side;
  if (side !== rules.territory.toLowerCase()) return notSigned("issuer");
  const madeAt = Date.parse(String(payload.madeAt)) / 1000;
  return isToday(madeAt, rules) ? undefined : notSigned("date");
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
    const of = keyNameOf(claims);
    const count = (counts.get(of) ?? 0) + 1;
    counts.set(of, count);
    return count > perMinute ? { kind: "unavailable", code: "credentials.signer-busy" } : undefined;
  };
}
