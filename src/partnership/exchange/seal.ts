import { createHash } from "node:crypto";
import { type Static, type TSchema, Type } from "typebox";
import { Check } from "typebox/schema";
import { isSignedBy, type PublicKey } from "../../certificate-code/index.ts";
import { canonical, ok, type Result, refuse } from "../../kernel/index.ts";
import { type Bundle, bundleFormat, type Introduction } from "./model.ts";

/** Who signs for this government's register; its key is never seen. */
export interface Sealer {
  publicKey(): Promise<Result<PublicKey>>;
  /**
   * A compact JWS (RFC 7515, ES256) over canonical JSON: the same content has the same bytes. Says
   * nothing for another government, and nothing with another date.
   */
  seal(typ: Sealed, payload: object): Promise<Result<string>>;
}

type Sealed = "hamwe-bundle+jws" | "hamwe-introduction+jws";

/** SHA-256 of a text, hex: by this a bundle names the one before. */
export const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

const strict = { additionalProperties: false };
const link = Type.Object({ sequence: Type.Integer({ minimum: 1 }), hash: Type.String() }, strict);
const side = Type.String({ pattern: "^[a-z]{2}$" });
const instant = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}T[\\d:.]+Z$", maxLength: 30 });
const short = Type.String({ minLength: 1, maxLength: 200 });

const bundleSchema = Type.Object(
  {
    format: Type.Literal(bundleFormat),
    from: side,
    to: side,
    sequence: Type.Integer({ minimum: 1 }),
    previous: Type.Union([Type.String(), Type.Null()]),
    madeAt: instant,
    received: Type.Union([link, Type.Null()]),
    statements: Type.Array(
      Type.Object(
        {
          number: Type.Integer({ minimum: 1 }),
          subject: short,
          slot: short,
          type: short,
          data: Type.Object({}),
          at: instant,
        },
        strict,
      ),
    ),
  },
  strict,
);

const introductionSchema = Type.Object(
  {
    format: Type.Literal(bundleFormat),
    side,
    name: Type.Record(side, Type.String({ maxLength: 200 })),
    key: Type.Object(
      {
        kty: Type.Literal("EC"),
        crv: Type.Literal("P-256"),
        x: short,
        y: short,
        kid: short,
      },
      strict,
    ),
    address: Type.String({ maxLength: 200 }),
    madeAt: instant,
  },
  strict,
);

interface Opened<Payload> {
  readonly kid: string;
  readonly payload: Payload;
  readonly isSignedBy: (key: PublicKey) => Promise<boolean>;
}

/** What a sealed text says, before its signature is checked; undefined where it is none of ours. */
function open<Schema extends TSchema>(
  text: string,
  typ: Sealed,
  schema: Schema,
): Opened<Static<Schema>> | undefined {
  const [header = "", body = "", signature = "", ...more] = text.split(".");
  if (more.length > 0 || ![header, body, signature].every((part) => /^[\w-]+$/.test(part)))
    return undefined;
  const [head, said] = [header, body].map((part) => Buffer.from(part, "base64url").toString());
  try {
    const { alg, kid, typ: given } = JSON.parse(head ?? "");
    const payload: unknown = JSON.parse(said ?? "");
    if (alg !== "ES256" || typeof kid !== "string" || given !== typ) return undefined;
    if (!Check(schema, payload) || canonical(payload) !== said) return undefined;
    return {
      kid,
      payload,
      isSignedBy: (key) =>
        isSignedBy(key, Buffer.from(signature, "base64url"), Buffer.from(`${header}.${body}`)),
    };
  } catch {
    return undefined;
  }
}

/** Characters of the longest bundle that is read: no register makes one of this size. */
export const longestBundle = 16 * 1024 * 1024;

/** Whether it is a bundle in a format that only a newer version reads. */
function isNewer(text: string): boolean {
  const [, body = ""] = trimmed(text).split(".");
  const start = Buffer.from(body.slice(0, 4000), "base64url").toString();
  const version = /"format":"hamwe-partnership\/(\d{1,4})"/.exec(start)?.[1];
  return version !== undefined && `hamwe-partnership/${version}` !== bundleFormat;
}

const trimmed = (text: string): string => text.trim();

/**
 * A bundle whose signature is that of one of these keys. Refuses `partnership.bundle-unreadable`,
 * `partnership.bundle-newer`, `partnership.bundle-too-large`, `partnership.bundle-stranger` (signed
 * by a key that is not trusted), `partnership.bundle-altered`.
 */
export async function openBundle(
  text: string,
  keys: readonly PublicKey[],
): Promise<Result<{ readonly bundle: Bundle; readonly hash: string; readonly kid: string }>> {
  if (text.length > longestBundle) return refuse("invalid", "partnership.bundle-too-large");
  const opened = open(trimmed(text), "hamwe-bundle+jws", bundleSchema);
  if (!opened)
    return isNewer(text)
      ? refuse("conflict", "partnership.bundle-newer")
      : refuse("invalid", "partnership.bundle-unreadable");
  const key = keys.find(({ kid }) => kid === opened.kid);
  if (!key) return refuse("not-allowed", "partnership.bundle-stranger");
  if (!(await opened.isSignedBy(key))) return refuse("not-allowed", "partnership.bundle-altered");
  const hash = hashOf(trimmed(text));
  return ok({ bundle: opened.payload as Bundle, hash, kid: opened.kid });
}

/**
 * An introduction, signed by the key that it names. Refuses `partnership.introduction-unreadable`.
 */
export async function openIntroduction(text: string): Promise<Result<Introduction>> {
  const opened = open(trimmed(text), "hamwe-introduction+jws", introductionSchema);
  const introduction = opened?.payload as Introduction | undefined;
  const holds = introduction && (await opened?.isSignedBy(introduction.key).catch(() => false));
  return holds && introduction.key.kid === opened?.kid
    ? ok(introduction)
    : refuse("invalid", "partnership.introduction-unreadable");
}

/**
 * What two officers read to each other on the telephone before they trust a key: the first 16 bytes
 * of the SHA-256 of its JWK thumbprint input (RFC 7638), in groups of four digits.
 */
export function fingerprintOf({ crv, kty, x, y }: PublicKey): string {
  const digest = hashOf(canonical({ crv, kty, x, y })).slice(0, 32).toUpperCase();
  return digest.match(/.{4}/g)?.join(" ") ?? "";
}
