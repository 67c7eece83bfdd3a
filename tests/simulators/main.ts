/**
 * A simulated payment provider in a process of its own:
 * `node tests/simulators/main.ts --kind mtn-momo --seed 7`. It says where it listens in one line of
 * JSON, and ends when its parent does.
 */
import { parseArgs } from "node:util";
import { type Kind, simulate } from "./core.ts";
import { gsmaMobileMoney } from "./gsma-mobile-money.ts";
import { hostedPage } from "./hosted-page.ts";
import { iremboPay } from "./irembopay.ts";
import { mtnMomo } from "./mtn-momo.ts";

const kinds: Readonly<Record<string, Kind>> = {
  "mtn-momo": mtnMomo,
  irembopay: iremboPay,
  "mobile-money": gsmaMobileMoney,
  "hosted-page": hostedPage,
};

const { values } = parseArgs({
  options: {
    kind: { type: "string" },
    seed: { type: "string", default: "1" },
    port: { type: "string", default: "0" },
  },
});
const kind = kinds[values.kind ?? ""];
if (!kind) throw new Error(`--kind: ${Object.keys(kinds).join(", ")}`);
const { url } = await simulate(kind, Number(values.seed), Number(values.port));
console.log(JSON.stringify({ url }));
process.on("disconnect", () => process.exit());
process.stdin.on("end", () => process.exit());
process.stdin.resume();
