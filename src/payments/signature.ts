import { createHmac, timingSafeEqual } from "node:crypto";

const tolerance = 5 * 60_000;

const mac = (secret: string, t: string, rawBody: string): Buffer =>
  createHmac("sha256", secret).update(`${t}#${rawBody}`).digest();

/**
 * The signature of a callback in the form that IremboPay uses (header `irembopay-signature`):
 * `t=<ms since 1970>,s=<hex>`, s being the HMAC-SHA256 of `t#body` under the shared secret.
 */
export const sign = (secret: string, rawBody: string, now: Date): string => {
  const t = String(now.getTime());
  return `t=${t},s=${mac(secret, t, rawBody).toString("hex")}`;
};

export type Verdict = "genuine" | "unsigned" | "forged" | "stale";

/**
 * Whether a callback was signed by the holder of the secret: compared in constant time, and at most
 * five minutes old or ahead, so that a recorded one cannot be replayed later.
 */
export function verify(
  secret: string,
  header: string | undefined,
  rawBody: string,
  now: Date,
): Verdict {
  const parts = /^t=(\d{1,15}),s=([0-9a-f]{64})$/.exec(header ?? "");
  const [, t, s] = parts ?? [];
  if (t === undefined || s === undefined) return "unsigned";
  if (!timingSafeEqual(Buffer.from(s, "hex"), mac(secret, t, rawBody))) return "forged";
  return Math.abs(now.getTime() - Number(t)) <= tolerance ? "genuine" : "stale";
}
