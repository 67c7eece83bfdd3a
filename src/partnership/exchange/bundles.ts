import { type CommandId, ok, type Result, refuse } from "../../kernel/index.ts";
import type { Side } from "../instruments/model.ts";
import type { Occasion } from "../shell.ts";
import { type ExchangeDeps, giveExchange, loadExchange, locked, partnerOf } from "./core.ts";
import { postBundle } from "./link.ts";
import { type Bundle, bundleFormat, type Statement } from "./model.ts";
import { hashOf, openBundle } from "./seal.ts";
import { type KeptBundle, keepBundle, markSent, readBundleText, readUnsent } from "./store.ts";
import { type TakenIn, takeIn } from "./take-in.ts";

/** A bundle has at most so many statements and bytes; what is left comes in the next. */
const mostStatements = 5000;
const mostBytes = 8 * 1024 * 1024;
/** And so many bundles go out at a time. */
const mostPosts = 100;

/** As many as one bundle carries, from the oldest on. */
function fitting(statements: readonly Statement[]): readonly Statement[] {
  let bytes = 0;
  const end = statements.findIndex((statement) => {
    bytes += Buffer.byteLength(JSON.stringify(statement));
    return bytes > mostBytes;
  });
  return end < 1 ? statements : statements.slice(0, end);
}

/** Makes the next bundle of what waits for a partner. Refuses `partnership.nothing-to-send`. */
export const makeBundle = (
  deps: ExchangeDeps,
  to: Side,
  occasion: Occasion,
): Promise<Result<KeptBundle>> =>
  locked(deps.sql, async (tx) => {
    const { side, clock, sealer } = deps;
    const partner = await partnerOf(tx, to);
    if (!partner) return refuse("conflict", "partnership.partner-missing");
    const { sent, received } = partner;
    const statements = fitting(await readUnsent(tx, side, to, mostStatements));
    const last = statements.at(-1);
    if (!last) return refuse("conflict", "partnership.nothing-to-send");
    const at = clock();
    const bundle: Bundle = {
      ...{ format: bundleFormat, from: side, to },
      sequence: (sent?.sequence ?? 0) + 1,
      previous: sent?.hash ?? null,
      madeAt: at.toISOString(),
      received: received ?? null,
      statements,
    };
    const sealed = await sealer.seal("hamwe-bundle+jws", bundle);
    if (!sealed.ok) return sealed;
    const hash = hashOf(sealed.value);
    const made = await giveExchange(deps, tx, { type: "make", bundle, hash }, occasion);
    if (!made.ok) return made;
    const post: KeptBundle = {
      ...{ partner: to, direction: "sent", sequence: bundle.sequence, hash, at },
      statements: statements.length,
    };
    await keepBundle(tx, post, sealed.value);
    await markSent(tx, to, last.number);
    return ok(post);
  });

/** Takes in a bundle of a partner, whole or not at all. Refuses `partnership.bundle-*`. */
export async function receiveBundle(
  deps: ExchangeDeps,
  text: string,
  occasion: Occasion,
): Promise<Result<TakenIn>> {
  const { partners } = (await loadExchange(deps.sql)).state;
  const all = Object.values(partners);
  if (all.length === 0) return refuse("conflict", "partnership.partner-missing");
  const opened = await openBundle(
    text,
    all.flatMap(({ keys }) => keys),
  );
  if (!opened.ok) return opened;
  const { bundle, hash, kid } = opened.value;
  // Signed by one partner in the name of another: it is a stranger's.
  if (!partners[bundle.from]?.keys.some((key) => key.kid === kid))
    return refuse("not-allowed", "partnership.bundle-stranger");
  return locked(deps.sql, async (tx) => {
    const given = await giveExchange(deps, tx, { type: "receive", bundle, hash }, occasion);
    if (!given.ok) return given;
    const { from: partner, sequence, statements } = bundle;
    const record: KeptBundle = {
      ...{ partner, direction: "received", sequence, hash, at: deps.clock() },
      statements: statements.length,
    };
    await keepBundle(tx, record, text.trim());
    return ok(await takeIn(deps, tx, bundle));
  });
}

/** Makes bundles of what waits and sends all that the register of a partner lacks. */
export async function sendBundles(
  deps: ExchangeDeps,
  to: Side,
  occasion: Occasion,
): Promise<Result<{ readonly sent: number }>> {
  for (let bundles = 0; bundles < mostPosts; bundles++) {
    const key = `${occasion.key}:make:${bundles}` as CommandId;
    const made = await makeBundle(deps, to, { ...occasion, key });
    if (made.ok) continue;
    if (made.refusal.code !== "partnership.nothing-to-send") return made;
    break;
  }
  const { address, sent, acknowledged = 0 } = (await partnerOf(deps.sql, to)) ?? {};
  if (!address) return refuse("invalid", "partnership.address");
  let last = acknowledged;
  let posts = 0;
  // The other side says which one it has: from there on it is sent what follows.
  for (; last < (sent?.sequence ?? 0) && posts < mostPosts; posts++) {
    const at = { partner: to, direction: "sent" as const, sequence: last + 1 };
    const text = await readBundleText(deps.sql, at);
    if (text === undefined) break;
    const posted = await postBundle(deps.fetch ?? fetch, address, text);
    if (!posted.ok) return posted;
    last = posted.value;
    const key = `${occasion.key}:${posts}` as CommandId;
    const command = { type: "acknowledge" as const, partner: to, sequence: last };
    await giveExchange(deps, deps.sql, command, { ...occasion, key });
  }
  return ok({ sent: posts });
}
