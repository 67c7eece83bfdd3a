import { readOwnerConfig } from "../src/config.ts";
import { OperatorError } from "../src/kernel/index.ts";
import { connect, type Pool, prepareExternal } from "../src/platform/db/index.ts";
import { countEventsOn, historyChain } from "../src/platform/events/index.ts";
import { countOn, hashAt, securityChain, verifyChain } from "../src/platform/security/index.ts";
import { inServerDatabase, runCommand } from "./beside-server.ts";

/** `npm run security -- …`: whether what is only ever added to is still what it was. */
const usage = `npm run security -- verify [OF:NUMBER:HASH …]  computes both chains anew, and looks \
whether these heads, which somebody kept, are in them
npm run security -- restored   after a restore from a dump, as the owner, before any server starts`;

const [what, ...heads] = process.argv.slice(2);

async function verify(sql: Pool): Promise<string> {
  const links: string[] = [];
  const faults: string[] = [];
  for (const chain of [securityChain, historyChain]) {
    const { head, fault, links: count } = await verifyChain(sql, chain);
    if (head) links.push(`${chain.of}: ${count} links hold, head ${head.number}:${head.hash}`);
    else if (!fault) links.push(`${chain.of}: no link yet`);
    if (!fault) continue;
    const { number, at, what } = fault;
    const wrong =
      what === "rows" ? "something in it was changed, taken away or put in" : "it is not as it was";
    faults.push(`${chain.of}: link ${number} of ${at.toISOString()}: ${wrong}`);
  }
  for (const kept of heads) {
    const [of = "", number = "", hash] = kept.split(":");
    const now = /^\d{1,9}$/.test(number) ? await hashAt(sql, of, Number(number)) : undefined;
    if (now === undefined || now !== hash) faults.push(`${kept}: is not in the chain`);
  }
  if (faults.length > 0) throw new OperatorError([...links, ...faults].join("\n"));
  return links.join("\n");
}

/** Transactions of a cluster that was restored from a dump are counted on, by the owner. */
async function countOnFrom(ownerUrl: string): Promise<string> {
  const sql = connect(ownerUrl, 1);
  try {
    const ahead = await countOn(sql);
    await countEventsOn(sql, ahead);
    return `transactions are counted on from ${ahead}`;
  } finally {
    await sql.end();
  }
}

await runCommand(async () => {
  if (what === "verify") return inServerDatabase(verify);
  if (what !== "restored") throw new OperatorError(usage);
  const owner = readOwnerConfig(process.env);
  if (!owner.ok) throw new OperatorError(owner.missing.join("\n"));
  return countOnFrom((await prepareExternal(owner.value.ownerUrl)).ownerUrl);
});
