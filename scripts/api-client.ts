import { existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { OperatorError } from "../src/kernel/index.ts";
import type { Pool } from "../src/platform/db/index.ts";
import { recordSecurity } from "../src/platform/security/index.ts";
import {
  type Client,
  disableClient,
  isScope,
  keepClient,
  listClients,
  newSecret,
  readKeySet,
  readStage,
  scopes,
  sha256,
} from "../src/programs/index.ts";
import { inServerDatabase, runCommand } from "./beside-server.ts";

/**
 * `npm run api:client -- add ID --name "The Bank" --scopes applications:read,applications:write
 * --jwks keys.json` registers a program with its public keys (a JWK set); without `--jwks` it gets
 * a secret, shown once. With `--dpop` it gets only tokens bound to a key (RFC 9449). The same id
 * again replaces its rights and keys. With `--authority` and `--stages` it is that authority's own
 * system and takes the tasks of these stages, always with a key. `list`, `disable ID`.
 */
const usage = `npm run api:client -- add ID --name NAME --scopes ${scopes.join(",")}
  [--jwks FILE] [--dpop] [--authority ID --stages SERVICE/STAGE,…]
npm run api:client -- list
npm run api:client -- disable ID`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    name: { type: "string" },
    scopes: { type: "string" },
    jwks: { type: "string" },
    dpop: { type: "boolean", default: false },
    authority: { type: "string" },
    stages: { type: "string" },
  },
});

/** The public keys of a file; a private one is turned away before it reaches the database. */
function keysIn(file: string): Client["jwks"] {
  if (!existsSync(file)) throw new OperatorError(`--jwks: there is no file ${file}`);
  const set = readKeySet(readFileSync(file, "utf8"));
  if (set === "no-key-set") throw new OperatorError(`${file}: no JWK set`);
  if (set === "private-key")
    throw new OperatorError(`${file}: holds a private key; give the public ones only`);
  return set;
}

/** Whose own system it is, and why it cannot be so. */
function agencyIn(jwks: Client["jwks"], wanted: readonly string[]) {
  const { authority = null, stages: text = "" } = values;
  const stages = text.split(",").filter((stage) => stage !== "");
  const wrong = stages.find((stage) => !readStage(stage));
  if (wrong) throw new OperatorError(`${wrong}: a stage is named SERVICE/STAGE`);
  if ((authority === null) !== (stages.length === 0))
    throw new OperatorError("--authority and --stages go together");
  if (authority !== null && !jwks)
    throw new OperatorError(
      "an authority's own system proves itself with a key: --jwks is missing",
    );
  if (authority === null && wanted.some((scope) => scope.startsWith("tasks:")))
    throw new OperatorError(
      "scopes of tasks are for an authority's own system: --authority is missing",
    );
  return { authority, stages };
}

async function add(sql: Pool, id: string): Promise<string> {
  const wanted = (values.scopes ?? "").split(",").filter((scope) => scope !== "");
  const unknown = wanted.filter((scope) => !isScope(scope));
  if (!/^[a-z0-9][a-z0-9-]{1,38}$/.test(id) || !values.name || wanted.length === 0)
    throw new OperatorError(usage);
  if (unknown.length > 0)
    throw new OperatorError(`unknown scopes: ${unknown.join(", ")}\n${usage}`);
  const jwks = values.jwks ? keysIn(values.jwks) : null;
  const secret = jwks ? undefined : newSecret();
  const secretHash = secret === undefined ? null : sha256(secret);
  const scoped = { id, name: values.name, scopes: wanted.filter(isScope) };
  const agency = agencyIn(jwks, wanted);
  const client = { ...scoped, ...agency, secretHash, jwks, bindsTokens: values.dpop };
  await keepClient(sql, client, new Date());
  const event = {
    actor: "command",
    about: `client:${id}`,
    facts: {
      scopes: wanted,
      ...(agency.authority !== null && { authority: agency.authority, stages: agency.stages }),
    },
  };
  await recordSecurity(sql, new Date(), { kind: "program-added", ...event });
  return secret === undefined
    ? `${id} is registered and proves itself with its own key`
    : `${id} is registered. Its secret, shown this once: ${secret}`;
}

async function list(sql: Pool): Promise<string> {
  const lines = (await listClients(sql)).map(
    ({ id, name, scopes: rights, jwks, authority, stages = [], disabledAt }) =>
      `${id}\t${name}\t${rights.join(" ")}\t${jwks ? "key" : "secret"}` +
      `${authority ? `\t${authority}: ${stages.join(" ")}` : ""}` +
      `${disabledAt ? "\tswitched off" : ""}`,
  );
  return lines.length > 0 ? lines.join("\n") : "no program is registered";
}

async function run(sql: Pool): Promise<string> {
  const [what, id = ""] = positionals;
  if (what === "list") return list(sql);
  if (what === "add") return add(sql, id);
  if (!(await disableClient(sql, id, new Date())))
    throw new OperatorError(`no program ${id} is switched on`);
  const event = { actor: "command", about: `client:${id}` };
  await recordSecurity(sql, new Date(), { kind: "program-disabled", ...event });
  return `${id} is switched off; its tokens say nothing any more`;
}

await runCommand(async () => {
  if (!["add", "list", "disable"].includes(positionals[0] ?? "")) throw new OperatorError(usage);
  return inServerDatabase(run);
});
