import type { PublicKey } from "../certificate-code/index.ts";
import { ok, type Result } from "../kernel/index.ts";
import { operatorKey, type ToSign } from "../signing/index.ts";
import { statusUri } from "./issue.ts";
import { compromisedKeys, issuedDigests, issuedListToSign, issuedUri } from "./issued-list.ts";
import type { Parts } from "./parts.ts";
import { listLife, statusListToSign } from "./status-list.ts";
import { revokedIndexes, statusLists } from "./store.ts";
import { listIssuers } from "./store-issuers.ts";
import { trustListDays, trustListToSign } from "./trust-list.ts";

/** How long a signed list is reused: at any load, an hour costs sixty signatures. */
const keepMilliseconds = 60_000;

/**
 * While the signer is away each list is the last signed one, until that one says itself that it is
 * over; then its refusal.
 */
export interface Lists {
  /** Token Status List number `list`, from 1; undefined where there is none. */
  statusList(list: number): Promise<Result<string> | undefined>;
  trustList(): Promise<Result<string>>;
  /** The papers really issued with a stolen key; undefined for any other. */
  issuedList(kid: string): Promise<Result<string> | undefined>;
  /** The newest links of the chains over the history, `chainheads+jwt`. */
  chainHeads(): Promise<Result<string>>;
  /** Key of the operator: a verifier's trust anchor. */
  operatorKey(): Promise<Result<PublicKey>>;
  /** Drops the cached signatures, so that the next caller gets the present state. */
  forget(): void;
}

interface Made {
  readonly list: ToSign;
  /** How long the list counts, in seconds; left out for one that says nothing of it. */
  readonly life?: number;
}

/** Signs trust list and status lists on demand, and caches each for a minute. */
export function makeLists(parts: Parts): Lists {
  const { sql, origin, clock, territory, operator } = parts;
  const signed = new Map<string, { readonly at: number; readonly text: Promise<Result<string>> }>();
  const last = new Map<string, { readonly until: number; readonly text: Result<string> }>();
  let lastKey: Result<PublicKey> | undefined;
  const key = async (): Promise<Result<PublicKey>> => {
    const asked = await parts.signer.publicKey(operatorKey);
    if (!asked.ok) return lastKey ?? asked;
    lastKey = asked;
    return asked;
  };
  const sign = async (name: string, at: number, { list, life }: Made): Promise<Result<string>> => {
    const by = await key();
    const given = by.ok ? await parts.signer.sign(list, by.value.kid) : by;
    if (!given.ok) {
      signed.delete(name);
      const before = last.get(name);
      return before && before.until > at ? before.text : given;
    }
    const text = ok(Buffer.from(given.value).toString());
    last.set(name, { until: life === undefined ? Infinity : at + life * 1000, text });
    return text;
  };
  const once = (name: string, make: (at: Date) => Promise<Made>): Promise<Result<string>> => {
    const before = signed.get(name);
    const at = clock();
    const now = at.getTime();
    if (before && now >= before.at && now - before.at < keepMilliseconds) return before.text;
    const text = make(at).then((made) => sign(name, now, made));
    signed.set(name, { at: now, text });
    text.catch(() => signed.delete(name));
    return text;
  };
  return {
    async statusList(list) {
      if (!(await statusLists(sql)).includes(list)) return undefined;
      return once(`status ${list}`, async (at) => {
        const revoked = await revokedIndexes(sql, list);
        return { list: statusListToSign(revoked, statusUri(origin, list), at), life: listLife };
      });
    },
    trustList: () =>
      once("trust", async (at) => {
        const lists = (await statusLists(sql)).map((list) => statusUri(origin, list));
        const stolen = await compromisedKeys(sql, territory);
        const issuedLists = stolen.map((kid) => issuedUri(origin, kid));
        const scheme = { territory, operator, origin, statusLists: lists, issuedLists };
        const list = trustListToSign(scheme, await listIssuers(sql, territory), at);
        return { list, life: trustListDays * 86_400 };
      }),
    async issuedList(kid) {
      if (!(await compromisedKeys(sql, territory)).includes(kid)) return undefined;
      return once(`issued ${kid}`, async (at) => {
        const about = { uri: issuedUri(origin, kid), kid, at };
        return { list: issuedListToSign(await issuedDigests(sql, kid), about) };
      });
    },
    chainHeads: () =>
      once("heads", async (at) => {
        const iat = Math.floor(at.getTime() / 1000);
        const heads = (await parts.heads?.()) ?? [];
        const payload = { iss: territory.toLowerCase(), iat, heads };
        return { list: { kind: "list", typ: "chainheads+jwt", payload } };
      }),
    operatorKey: key,
    forget: () => signed.clear(),
  };
}
