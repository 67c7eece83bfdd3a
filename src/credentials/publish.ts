import type { PublicKey } from "../certificate-code/index.ts";
import { must } from "../kernel/index.ts";
import { operatorKey, type ToSign } from "../signing/index.ts";
import { statusUri } from "./issue.ts";
import { compromisedKeys, issuedDigests, issuedListToSign, issuedUri } from "./issued-list.ts";
import type { Parts } from "./parts.ts";
import { statusListToSign } from "./status-list.ts";
import { revokedIndexes, statusLists } from "./store.ts";
import { listIssuers } from "./store-issuers.ts";
import { trustListToSign } from "./trust-list.ts";

/** How long a signed list is reused: at any load, an hour costs sixty signatures. */
const keepMilliseconds = 60_000;

export interface Lists {
  /** Token Status List number `list`, from 1; undefined where there is none. */
  statusList(list: number): Promise<string | undefined>;
  trustList(): Promise<string>;
  /** The papers really issued with a stolen key; undefined for any other. */
  issuedList(kid: string): Promise<string | undefined>;
  /** The newest links of the chains over the history, `chainheads+jwt`. */
  chainHeads(): Promise<string>;
  /** Key of the operator: a verifier's trust anchor. */
  operatorKey(): Promise<PublicKey>;
  /** Drops the cached signatures, so that the next caller gets the present state. */
  forget(): void;
}

/** Signs trust list and status lists on demand, and caches each for a minute. */
export function makeLists(parts: Parts): Lists {
  const { sql, origin, clock, territory, operator } = parts;
  const signed = new Map<string, { readonly at: number; readonly text: Promise<string> }>();
  const key = async () => must(await parts.signer.publicKey(operatorKey));
  const sign = async (list: ToSign) =>
    Buffer.from(must(await parts.signer.sign(list, (await key()).kid))).toString();
  const once = (name: string, make: () => Promise<string>): Promise<string> => {
    const before = signed.get(name);
    const at = clock().getTime();
    if (before && at >= before.at && at - before.at < keepMilliseconds) return before.text;
    const text = make();
    signed.set(name, { at, text });
    text.catch(() => signed.delete(name));
    return text;
  };
  return {
    async statusList(list) {
      if (!(await statusLists(sql)).includes(list)) return undefined;
      return once(`status ${list}`, async () => {
        const at = clock();
        const revoked = await revokedIndexes(sql, list);
        return sign(statusListToSign(revoked, statusUri(origin, list), at));
      });
    },
    trustList: () =>
      once("trust", async () => {
        const lists = (await statusLists(sql)).map((list) => statusUri(origin, list));
        const stolen = await compromisedKeys(sql, territory);
        const issuedLists = stolen.map((kid) => issuedUri(origin, kid));
        const scheme = { territory, operator, origin, statusLists: lists, issuedLists };
        const at = clock();
        return sign(trustListToSign(scheme, await listIssuers(sql, territory), at));
      }),
    async issuedList(kid) {
      if (!(await compromisedKeys(sql, territory)).includes(kid)) return undefined;
      return once(`issued ${kid}`, async () => {
        const about = { uri: issuedUri(origin, kid), kid, at: clock() };
        return sign(issuedListToSign(await issuedDigests(sql, kid), about));
      });
    },
    chainHeads: () =>
      once("heads", async () => {
        const iat = Math.floor(clock().getTime() / 1000);
        const heads = (await parts.heads?.()) ?? [];
        const payload = { iss: territory.toLowerCase(), iat, heads };
        return sign({ kind: "list", typ: "chainheads+jwt", payload });
      }),
    operatorKey: key,
    forget: () => signed.clear(),
  };
}
