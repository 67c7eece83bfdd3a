import { readConfig, readOwnerConfig } from "../src/config.ts";
import { OperatorError } from "../src/kernel/index.ts";
import { endInWords } from "../src/operator.ts";
import { connect, type Pool, prepareExternal, reachDatabase } from "../src/platform/db/index.ts";
import { countEventsOn, historyChain } from "../src/platform/events/index.ts";
import { countOn, hashAt, securityChain, verifyChain } from "../src/platform/security/index.ts";

endInWords(process.env);

/** `npm run security -- …`: whether what is only ever added to is still what it was. */
const usage = `npm run security -- verify [OF:NUMBER:HASH …]  computes both chains anew, and looks \
whether these heads, which somebody kept, are in them
npm run security -- restored   after a restore from a dump, as the owner, before any server starts`;

const [what, ...heads] = process.argv.slice(2);

/** What is wrong, a line each. */
async function verify(sql: Pool): Promise<string[]> {
  const faults: string[] = [];
  for (const chain of [securityChain, historyChain]) {
    const { head, fault, links } = await verifyChain(sql, chain);
    if (head) console.log(`${chain.of}: ${links} links hold, head ${head.number}:${head.hash}`);
    else if (!fault) console.log(`${chain.of}: no link yet`);
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
  return faults;
}

/** In a demonstration both ways in are found by themselves; in production each has its setting. */
async function reach(as: "app" | "owner") {
  const owner = readOwnerConfig(process.env);
  if (as === "owner" && owner.ok)
    return { url: (await prepareExternal(owner.value.ownerUrl)).ownerUrl, stop: async () => {} };
  const configured = readConfig(process.env);
  if (!configured.ok) throw new OperatorError(configured.missing.join("\n"));
  const { value } = configured;
  const database = await reachDatabase({ ...value, dataDir: `${value.dataDir}/postgres` });
  const url = as === "app" ? database.appUrl : database.ownerUrl;
  if (!url) throw new OperatorError("DATABASE_URL: the owner's login");
  return { url, stop: database.stop };
}

if (what !== "verify" && what !== "restored") {
  console.log(usage);
} else {
  const { url, stop } = await reach(what === "verify" ? "app" : "owner");
  const sql = connect(url, 1);
  try {
    if (what === "verify") {
      const faults = await verify(sql);
      if (faults.length > 0) console.error(faults.join("\n"));
      process.exitCode = faults.length > 0 ? 1 : 0;
    } else {
      const ahead = await countOn(sql);
      await countEventsOn(sql, ahead);
      console.log(`transactions are counted on from ${ahead}`);
    }
  } finally {
    await sql.end();
    await stop();
  }
}
