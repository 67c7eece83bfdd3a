import { readConfig } from "../src/config.ts";
import { OperatorError } from "../src/kernel/index.ts";
import { endInWords } from "../src/operator.ts";
import { pinsUnderOthers } from "../src/platform/auth/index.ts";
import { connect, reachDatabase } from "../src/platform/db/index.ts";
import { secretId } from "../src/platform/http/index.ts";

endInWords(process.env);

/**
 * `npm run secret`: the id of the server's present secret, and how many PINs are still kept under
 * another one. Until none is, the secret before has to be given as HAMWE_SECRET_BEFORE.
 */
const configured = readConfig(process.env);
if (!configured.ok) throw new OperatorError(configured.missing.join("\n"));
const { value } = configured;
const database = await reachDatabase({ ...value, dataDir: `${value.dataDir}/postgres` });
const sql = connect(database.appUrl, 1);
try {
  const id = secretId(value.secret);
  const left = await pinsUnderOthers(sql, id);
  const before = value.secretBefore ? `, ${secretId(value.secretBefore)} before` : "";
  console.log(`${id} is the secret${before}; ${left} PINs are kept under another one`);
} finally {
  await sql.end();
  await database.stop();
}
