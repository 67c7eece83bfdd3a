import { parseArgs } from "node:util";
import { publishFolder, withdraw } from "../src/catalogue/index.ts";
import { OperatorError } from "../src/kernel/index.ts";
import type { Pool } from "../src/platform/db/index.ts";
import { inServerDatabase, runCommand } from "./beside-server.ts";

/**
 * `npm run services:publish -- jurisdictions/rw` makes new versions of services live, and with them
 * the authorities, lists, centres and journeys: in every running server, within five seconds;
 * `jurisdictions/rw/services/birth-certificate` those of one service. Where anything is wrong, all
 * of it is told and nothing is published. `--withdraw ID` takes a service off the offer. The
 * database is found as a server finds it (docs/running.md).
 */
const usage = `npm run services:publish -- jurisdictions/rw
npm run services:publish -- jurisdictions/rw/services/birth-certificate
npm run services:publish -- --withdraw birth-certificate`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { withdraw: { type: "string" } },
});

async function run(sql: Pool): Promise<string> {
  const [folder] = positionals;
  if (values.withdraw !== undefined) {
    if (!(await withdraw(sql, values.withdraw, new Date())))
      throw new OperatorError("there is no such service");
    return `${values.withdraw} is not offered any more`;
  }
  const { fresh, problems, government } = await publishFolder(sql, folder ?? "", new Date());
  if (problems.length > 0)
    throw new OperatorError(
      [
        ...problems.map(
          ({ file, line, column, message, mend }) =>
            `${file}:${line}:${column} ${message}; to mend it: ${mend}`,
        ),
        `${problems.length} problems, nothing was published`,
      ].join("\n"),
    );
  const live = fresh.map(({ service, version }) => `${service}: version ${version} is live`);
  if (government) live.push(`${government}: authorities, lists, centres and journeys are live`);
  return live.join("\n") || "nothing is new";
}

if (values.withdraw === undefined && positionals.length !== 1) {
  console.error(usage);
  process.exitCode = 2;
} else await runCommand(() => inServerDatabase(run));
