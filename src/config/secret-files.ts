import { readFileSync } from "node:fs";
import { paymentSecrets } from "./payments.ts";

/** Settings that are secret, or hold a password. */
export const secrets: readonly string[] = [
  "DATABASE_URL",
  "HAMWE_APP_DATABASE_URL",
  "HAMWE_SIGNER_DATABASE_URL",
  "HAMWE_SECRET",
  "HAMWE_SECRET_BEFORE",
  "HAMWE_METRICS_TOKEN",
  "HAMWE_PHONE_SECRET",
  "HAMWE_SMS_KEY",
  "HAMWE_SMTP_URL",
  ...paymentSecrets,
];

type Environment = Readonly<Record<string, string | undefined>>;

/** The files that secrets come from, by the settings that name them. */
export const secretFilesIn = (env: Environment): [name: string, file: string][] =>
  secrets
    .map((name) => `${name}_FILE`)
    .flatMap((name) => (env[name] ? [[name, env[name]] as [string, string]] : []));

/**
 * The environment with each secret that comes from a file: `HAMWE_SECRET_FILE` names the one that
 * holds `HAMWE_SECRET`, as vaults, systemd credentials and containers give them. Fills `missing`
 * with files that cannot be read, and with secrets that are given twice.
 */
export function withSecretFiles(
  env: Environment,
  missing: string[],
  names: readonly string[] = secrets,
): Environment {
  const read = names.flatMap((name) => {
    const file = env[`${name}_FILE`];
    if (!file) return [];
    if (env[name]) missing.push(`${name}: is given by itself and as ${name}_FILE`);
    try {
      return [[name, readFileSync(file, "utf8").replace(/\r?\n$/, "")] as const];
    } catch {
      missing.push(`${name}_FILE: ${file} cannot be read`);
      return [];
    }
  });
  return read.length === 0 ? env : { ...env, ...Object.fromEntries(read) };
}
