import { existsSync } from "node:fs";
import { join } from "node:path";
import { withSecretFiles } from "./secret-files.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const databaseUrls = ["DATABASE_URL", "HAMWE_APP_DATABASE_URL", "HAMWE_SIGNER_DATABASE_URL"];

/** Whether a driver can read it; a `#` or `/` in a password has to be percent-encoded. */
export const isDatabaseUrl = (text: string): boolean =>
  /^postgres(?:ql)?:\/\//.test(text) && URL.canParse(text);

/** The settings that lead to a database, whether by themselves or from a file. */
export const databaseUrlsIn = (env: Environment): (readonly [name: string, url: string])[] => {
  const settings = withSecretFiles(env, []);
  return databaseUrls.flatMap((name) => {
    const url = settings[name];
    return url && isDatabaseUrl(url) ? [[name, url] as const] : [];
  });
};

/** The settings that are to lead to a database and cannot. */
export const wrongDatabaseUrls = (env: Environment): string[] =>
  databaseUrls
    .filter((name) => env[name] && !isDatabaseUrl(env[name]))
    .map(
      (name) =>
        `${name}: postgres://user:password@host/database, special characters percent-encoded`,
    );

/** Whether links can be made of it: a scheme and a host, without a path, a query or a login. */
export function isOrigin(text: string): boolean {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return false;
  const { href, origin } = new URL(text);
  return href === `${origin}/`;
}

export const isHttpsOrigin = (text: string): boolean =>
  text.startsWith("https://") && isOrigin(text);

/** What is wrong with the folder of a government, before anything in it is read. */
export function wrongGovernment(folder: string): string[] {
  if (!existsSync(folder)) return [`HAMWE_JURISDICTION: there is no folder ${folder}`];
  return existsSync(join(folder, "jurisdiction.yaml"))
    ? []
    : [`HAMWE_JURISDICTION: there is no jurisdiction.yaml in ${folder}`];
}
