import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { KeyRing } from "../platform/http/index.ts";

/** The sender that mail servers see, one for each message: what comes back to it names it. */
export interface ReturnAddresses {
  /** The code of a message, by which it is known when it comes back: always the same. */
  codeOf(id: string): string;
  addressOf(code: string): string;
  /** The code in an address that is one of ours; undefined in every other. */
  codeIn(address: string): string | undefined;
}

/** Hexadecimal digits, since mail servers may change letters to lower case. */
const half = 20;

/**
 * Addresses `bounces+<code>@domain` of `bounces@domain`. A code is made with a secret, so that
 * nobody who never had the message can report that it came back.
 */
export function returnAddresses(address: string, keys: KeyRing): ReturnAddresses {
  const at = address.lastIndexOf("@");
  const [local, domain] = [address.slice(0, at).toLowerCase(), address.slice(at).toLowerCase()];
  const proofOf = (name: string, key: KeyRing[number]) =>
    createHmac("sha256", key).update(name).digest("hex").slice(0, half);
  return {
    codeOf(id) {
      const name = createHash("sha256").update(id).digest("hex").slice(0, half);
      return name + proofOf(name, keys[0]);
    },
    addressOf: (code) => `${local}+${code}${domain}`,
    codeIn(given) {
      const lower = given.toLowerCase();
      const code = lower.slice(local.length + 1, -domain.length);
      if (lower !== `${local}+${code}${domain}` || !/^[0-9a-f]{40}$/.test(code)) return undefined;
      const [name, proof] = [code.slice(0, half), Buffer.from(code.slice(half))];
      const isOurs = keys.some((key) => timingSafeEqual(Buffer.from(proofOf(name, key)), proof));
      return isOurs ? code : undefined;
    },
  };
}
