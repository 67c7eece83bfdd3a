/** How a server or a command ends: in words where an operator can mend it, else with a stack. */
import { databaseUrlsIn } from "./config.ts";
import { OperatorError } from "./kernel/index.ts";
import { type Place, placeIn, unreached } from "./platform/db/index.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** What an operator is told of this error, a problem a line; undefined for a fault. */
export function wordsOf(error: unknown, env: Environment): string | undefined {
  if (error instanceof OperatorError) return error.message;
  const place = unreached(error);
  if (place) return `${settingOf(place, env)}${placeText(place)}: ${reasonOf(error)}`;
  return error instanceof Error ? listenText(error, env) : undefined;
}

/** Ends the process by what was thrown. */
export function endBy(error: unknown, heading: string, env: Environment): never {
  const words = wordsOf(error, env);
  const indented = words?.replaceAll("\n", "\n  ");
  console.error(words && heading ? `${heading}\n  ${indented}` : (words ?? error));
  process.exit(1);
}

/** From now on this command ends in words by whatever it throws that an operator can mend. */
export const endInWords = (env: Environment) =>
  void process.once("uncaughtException", (error) => endBy(error, "", env));

/** Said while a server waits for its database. */
export function waitText(error: unknown): string {
  const place = unreached(error);
  const where = place ? placeText(place) : "PostgreSQL";
  return `Waiting up to a minute for ${where}: ${reasonOf(error)}`;
}

function placeText({ host, port, database, login }: Place): string {
  const at = host.startsWith("/") ? host : `${host}:${port}`;
  return `PostgreSQL at ${at} (database ${database}, login ${login})`;
}

function settingOf(place: Place, env: Environment): string {
  const text = JSON.stringify(place);
  const [name] = databaseUrlsIn(env).find(([, url]) => JSON.stringify(placeIn(url)) === text) ?? [];
  return name ? `${name}: ` : "";
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  ENOTFOUND: "there is no such host",
  ENOENT: "there is no such socket",
  CONNECT_TIMEOUT: "no answer in time",
};

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (/client password must be a string/.test(error.message)) return "a password is needed";
  const { code = "" } = error as NodeJS.ErrnoException;
  return reasons[code] ?? (error.message || code || error.name).replaceAll("\n", " ");
}

const whyNotOpened: Readonly<Record<string, string>> = {
  EADDRINUSE: "another program listens there already",
  EACCES: "this user may not listen there",
  EADDRNOTAVAIL: "this machine has no such address",
};

interface ListenError extends NodeJS.ErrnoException {
  readonly address?: string;
  readonly port?: number;
  readonly hostname?: string;
}

/** The place where a server or a signer is to listen. */
function listenText(error: ListenError, env: Environment): string | undefined {
  const { code = "", syscall, address, port, hostname } = error;
  if (syscall === "getaddrinfo" && hostname !== undefined && hostname === env.HAMWE_HOST)
    return `HAMWE_HOST: this machine has no address ${hostname}`;
  if (syscall !== "listen") return undefined;
  const why = whyNotOpened[code] ?? code;
  // Of a folder that is not there the system says the same as of one that is closed.
  if (port === undefined || port < 0)
    return `HAMWE_SIGNER: ${address}: ${why}, or its folder is missing`;
  return `HAMWE_HOST, PORT: ${address}:${port}: ${why}`;
}
