import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Quotas, usualQuotas } from "./cases/index.ts";
import { isHardToGuess } from "./config/hard-to-guess.ts";
import { type MailSettings, readMail } from "./config/mail.ts";
import { type PaymentSettings, readPayments } from "./config/payments.ts";
import { isHttpsOrigin, isOrigin, wrongDatabaseUrls, wrongGovernment } from "./config/places.ts";
import { withSecretFiles } from "./config/secret-files.ts";
import { readHttpSms } from "./config/sms.ts";
import { dataDirOf } from "./data-dir.ts";
import type { HttpSms, SmsAccount } from "./messages/index.ts";
import type { NationalIssuer } from "./platform/auth/index.ts";
import { isNetwork } from "./platform/http/index.ts";
import { type ClamdAddress, clamdAddress } from "./platform/scan/index.ts";

export { isHardToGuess } from "./config/hard-to-guess.ts";
export { unknownSettings } from "./config/names.ts";
export { payingBy } from "./config/payments.ts";
export { databaseUrlsIn, isDatabaseUrl } from "./config/places.ts";
export { carriersBy } from "./config/sms.ts";

/** How this server is to run. Folders and files are absolute paths. */
export interface Config {
  readonly mode: "demo" | "production";
  readonly host: string;
  /** 0 lets the machine choose. */
  readonly port: number;
  /** Where people reach this server, without a slash at the end: `https://hamwe.gov.example`. */
  readonly baseUrl: string;
  /** What must survive a restart. */
  readonly dataDir: string;
  readonly jurisdictionDir: string;
  /**
   * The owner's way into a PostgreSQL that is already there: a demonstration's only, which
   * migrates.
   */
  readonly databaseUrl: string | undefined;
  /**
   * A login that is a member of hamwe_app and no more: the only one that a production server holds.
   */
  readonly appDatabaseUrl: string | undefined;
  /**
   * A login that is a member of hamwe_signer, for the signer that this server starts; the demo
   * makes one.
   */
  readonly signerDatabaseUrl?: string;
  /** Unix socket of a signer that runs apart: this server then reads no key. */
  readonly signerSocket?: string;
  /** Keys for cookies, codes and PINs are derived from it; at least 32 random characters. */
  readonly secret: string;
  /** The one before, while it is being changed: what was made with it still counts. */
  readonly secretBefore?: string;
  /** Who says who people are; the demo brings its own. */
  readonly identity: NationalIssuer | undefined;
  /** Keys of the document signers; the demo makes its own there. */
  readonly signingKeysDir: string;
  /**
   * Proxies in front of us, as addresses and networks separated by commas: only they are believed
   * when they say where a request comes from. Absent where there is none.
   */
  readonly proxies?: string;
  /**
   * Bearer token for `/metrics`; without it a demonstration tells this machine, and production
   * nobody.
   */
  readonly metricsToken?: string;
  /** The share of each person; the usual one where it is left out. */
  readonly quotas?: Quotas;
  /** The virus scanner that looks at uploads; without it none does. */
  readonly clamd?: ClamdAddress;
  /** How old the sign-in or proof of an officer may be when they sign or decide, in minutes. */
  readonly proofMinutes?: number;
  /** How long an officer can take a decision back before it is told, in seconds; 0: not at all. */
  readonly takeBackSeconds?: number;
  /** How feature phones reach us; without it they do not, but in the demo. */
  readonly phone?: PhoneSettings;
  /** How e-mails go out; without it none does. */
  readonly mail?: MailSettings;
  /** How fees are paid; without a provider they cannot be, but in the demo. */
  readonly payments?: PaymentSettings;
}

/** The telephone company's gateway (Africa's Talking or one that speaks as it does). */
export interface PhoneSettings {
  /** Last part of the addresses `/ussd/…` and `/sms/…`, known to the gateway alone. */
  readonly secret: string;
  /** Addresses that it calls from; empty for any. */
  readonly addresses: readonly string[];
  /** What people dial. */
  readonly serviceCode: string;
  /** How SMS go out; without it and `http` none does. */
  readonly sms?: SmsAccount;
  /** Another carrier than Africa's Talking, by what a file says of it; goes before `sms`. */
  readonly http?: HttpSms;
}

export type ConfigResult =
  | { readonly ok: true; readonly value: Config }
  | { readonly ok: false; readonly missing: readonly string[] };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The configuration, or everything that is missing or wrong in it at once. A demonstration needs
 * nothing: it makes its secret once and keeps it in its data folder. Production has no default for
 * a secret, and settings that look like production are not taken for a demonstration by default.
 */
export function readConfig(given: Environment): ConfigResult {
  const missing: string[] = [];
  const env = withSecretFiles(given, missing);
  const mode = readMode(env, missing);
  const port = readPort(env.PORT, missing);
  if (mode === "production") missing.push(...missingInProduction(env));
  else if (env.HAMWE_BASE_URL && !isOrigin(env.HAMWE_BASE_URL))
    missing.push("HAMWE_BASE_URL: where people reach this server, http://… without a path");
  const jurisdictionDir = resolve(env.HAMWE_JURISDICTION || "jurisdictions/rw");
  missing.push(...wrongDatabaseUrls(env), ...wrongGovernment(jurisdictionDir));
  const { HAMWE_SECRET: secret, HAMWE_SECRET_BEFORE: before } = env;
  if (before && (!isHardToGuess(before) || before === secret))
    missing.push("HAMWE_SECRET_BEFORE: the secret before, and another than HAMWE_SECRET");
  const phoneSecret = env.HAMWE_PHONE_SECRET;
  if (phoneSecret && !/^[\w-]{32,}$/.test(phoneSecret))
    missing.push("HAMWE_PHONE_SECRET: at least 32 letters and digits");
  if (env.HAMWE_METRICS_TOKEN && !isHardToGuess(env.HAMWE_METRICS_TOKEN))
    missing.push("HAMWE_METRICS_TOKEN: at least 32 random characters");
  const proxies = readProxies(env, missing);
  const mail = readMail(env, missing);
  const phone = readPhone(env, missing);
  const payments = readPayments(env, missing);
  const quotas = readQuotas(env, missing);
  const proofMinutes = Number(env.HAMWE_PROOF_MINUTES || usualProofMinutes);
  if (!Number.isInteger(proofMinutes) || proofMinutes < 1 || proofMinutes > 600)
    missing.push("HAMWE_PROOF_MINUTES: 1 to 600");
  const takeBackSeconds = Number(env.HAMWE_TAKE_BACK_SECONDS || usualTakeBackSeconds);
  if (!Number.isInteger(takeBackSeconds) || takeBackSeconds < 0 || takeBackSeconds > 600)
    missing.push("HAMWE_TAKE_BACK_SECONDS: 0 to 600");
  const scanner = env.HAMWE_CLAMD ? clamdAddress(env.HAMWE_CLAMD) : undefined;
  if (env.HAMWE_CLAMD && !scanner)
    missing.push("HAMWE_CLAMD: /run/clamav/clamd.ctl, or host:port of clamd");
  if (missing.length > 0) return { ok: false, missing };
  const dataDir = dataDirOf({ HAMWE_DATA: env.HAMWE_DATA });
  const value: Config = {
    mode,
    host: env.HAMWE_HOST || "127.0.0.1",
    port,
    baseUrl: (env.HAMWE_BASE_URL || `http://localhost:${port}`).replace(/\/+$/, ""),
    dataDir,
    jurisdictionDir,
    databaseUrl: env.DATABASE_URL || undefined,
    appDatabaseUrl: env.HAMWE_APP_DATABASE_URL || undefined,
    ...(env.HAMWE_SIGNER_DATABASE_URL && { signerDatabaseUrl: env.HAMWE_SIGNER_DATABASE_URL }),
    ...(env.HAMWE_SIGNER && { signerSocket: resolve(env.HAMWE_SIGNER) }),
    secret: env.HAMWE_SECRET || demoSecret(dataDir),
    ...(env.HAMWE_SECRET_BEFORE && { secretBefore: env.HAMWE_SECRET_BEFORE }),
    identity: readIdentity(env),
    quotas,
    proofMinutes,
    takeBackSeconds,
    ...(scanner && { clamd: scanner }),
    signingKeysDir: resolve(env.HAMWE_SIGNING_KEYS || join(dataDir, "keys")),
    ...(proxies.length > 0 && { proxies: proxies.join(",") }),
    ...(env.HAMWE_METRICS_TOKEN && { metricsToken: env.HAMWE_METRICS_TOKEN }),
    ...phone,
    ...(mail && { mail }),
    payments,
  };
  return { ok: true, value };
}

/** How `npm run migrate` and `npm run officers` reach the database: as its owner. */
export interface OwnerConfig {
  readonly mode: Config["mode"];
  readonly ownerUrl: string;
}

/** What commands need that change the database's shape or its officers, apart from any server. */
export function readOwnerConfig(
  given: Environment,
):
  | { readonly ok: true; readonly value: OwnerConfig }
  | { readonly ok: false; readonly missing: readonly string[] } {
  const missing: string[] = [];
  const env = withSecretFiles(given, missing);
  const mode = readMode(env, missing);
  if (!env.DATABASE_URL)
    missing.push("DATABASE_URL: the login that migrates, postgres://… (PostgreSQL 15 or later)");
  missing.push(...wrongDatabaseUrls({ DATABASE_URL: env.DATABASE_URL }));
  if (missing.length > 0) return { ok: false, missing };
  return { ok: true, value: { mode, ownerUrl: env.DATABASE_URL ?? "" } };
}

/** How a signer that runs apart is to run (`npm run signer`). */
export interface SignerConfig {
  /** Folder with the keys of the document signers. */
  readonly folder: string;
  /** ISO 3166-1 alpha-2 of the government, upper case. */
  readonly territory: string;
  readonly demonstration: boolean;
  readonly databaseUrl: string;
  /** Where it listens, a Unix socket. */
  readonly socket: string;
}

/** It holds the keys, and so it is told nothing else that a server knows. */
export function readSignerConfig(
  given: Environment,
):
  | { readonly ok: true; readonly value: SignerConfig }
  | { readonly ok: false; readonly missing: readonly string[] } {
  const missing: string[] = [];
  const env = withSecretFiles(given, missing);
  const mode = readMode(env, missing);
  const territory = (env.HAMWE_TERRITORY ?? "").toUpperCase();
  const needed: readonly (readonly [name: string, what: string, fits: boolean])[] = [
    ["HAMWE_SIGNER", "the Unix socket to listen at", Boolean(env.HAMWE_SIGNER)],
    ["HAMWE_SIGNING_KEYS", "folder with the keys", Boolean(env.HAMWE_SIGNING_KEYS)],
    ["HAMWE_TERRITORY", "two letters of the government, RW", /^[A-Z]{2}$/.test(territory)],
    [
      "HAMWE_SIGNER_DATABASE_URL",
      "a login that is a member of hamwe_signer only, postgres://…",
      Boolean(env.HAMWE_SIGNER_DATABASE_URL),
    ],
  ];
  missing.push(...needed.filter(([, , fits]) => !fits).map(([name, what]) => `${name}: ${what}`));
  const { HAMWE_SIGNER_DATABASE_URL } = env;
  missing.push(...wrongDatabaseUrls({ HAMWE_SIGNER_DATABASE_URL }));
  for (const name of ["HAMWE_SECRET", "HAMWE_APP_DATABASE_URL", "DATABASE_URL"])
    if (env[name]) missing.push(`${name}: not for a signer, which must not be able to serve`);
  if (missing.length > 0) return { ok: false, missing };
  const value: SignerConfig = {
    folder: resolve(env.HAMWE_SIGNING_KEYS ?? ""),
    territory,
    demonstration: mode === "demo",
    databaseUrl: env.HAMWE_SIGNER_DATABASE_URL ?? "",
    socket: resolve(env.HAMWE_SIGNER ?? ""),
  };
  return { ok: true, value };
}

/** Settings by which somebody means a government's server, whatever they forgot besides. */
const looksLikeProduction: readonly (readonly [name: string, shows: (value: string) => boolean])[] =
  [
    ["DATABASE_URL", Boolean],
    ["HAMWE_APP_DATABASE_URL", Boolean],
    ["HAMWE_BASE_URL", (url) => url.startsWith("https:")],
    ["HAMWE_ISSUER_URL", Boolean],
    ["HAMWE_SIGNING_KEYS", Boolean],
    ["HAMWE_SIGNER", Boolean],
    ["HAMWE_HOST", (host) => !["localhost", "127.0.0.1", "::1"].includes(host)],
  ];

function readMode(env: Environment, missing: string[]): Config["mode"] {
  const { HAMWE_MODE: mode } = env;
  if (mode === "demo" || mode === "production") return mode;
  const suspicious = looksLikeProduction.filter(([name, shows]) => env[name] && shows(env[name]));
  if (mode !== undefined && mode !== "") missing.push("HAMWE_MODE: demo or production");
  else if (suspicious.length > 0)
    missing.push(
      `HAMWE_MODE: demo or production, as ${suspicious.map(([name]) => name).join(" and ")} is set`,
    );
  return "demo";
}

const isWebAddress = (url: string) => /^https?:\/\/\S/.test(url) && URL.canParse(url);

/** What production will not guess, and in which form it must come. */
const required: readonly [name: string, what: string, fits?: (value: string) => boolean][] = [
  ["HAMWE_APP_DATABASE_URL", "a login that is a member of hamwe_app only, postgres://…"],
  ["HAMWE_BASE_URL", "where people reach this server, https://… without a path", isHttpsOrigin],
  ["HAMWE_SECRET", "at least 32 random characters (openssl rand -base64 32)", isHardToGuess],
  ["HAMWE_ISSUER_URL", "the OpenID Provider, https://…", isWebAddress],
  ["HAMWE_CLIENT_ID", "our name at the OpenID Provider"],
  ["HAMWE_CLIENT_KEY", "file with our private key (JWK) for the OpenID Provider"],
  ["HAMWE_PROXIES", "addresses of the proxies in front, or none where there is none"],
];

function missingInProduction(env: Environment): string[] {
  const missing = required
    .filter(([name, , fits = Boolean]) => !fits(env[name] ?? ""))
    .map(([name, what]) => `${name}: ${what}`);
  missing.push(...missingForSigning(env));
  if (env.DATABASE_URL)
    missing.push("DATABASE_URL: not for a server that answers requests; npm run migrate uses it");
  return missing;
}

/** Either a signer runs apart, or this server starts one and says where its keys are. */
function missingForSigning(env: Environment): string[] {
  const own = [
    ["HAMWE_SIGNING_KEYS", "folder with the keys of the document signers"],
    ["HAMWE_SIGNER_DATABASE_URL", "a login that is a member of hamwe_signer only, postgres://…"],
  ] as const;
  if (!env.HAMWE_SIGNER)
    return own
      .filter(([name]) => !env[name])
      .map(([name, what]) => `${name}: ${what}, or HAMWE_SIGNER for one that runs apart`);
  return own
    .filter(([name]) => env[name])
    .map(([name]) => `${name}: not for a server whose signer runs apart`);
}

const listed = (text: string | undefined): string[] => (text ?? "").split(/[\s,]+/).filter(Boolean);

/**
 * `none` says that nothing stands in front: what a caller says of their address is believed
 * nowhere.
 */
function readProxies(env: Environment, missing: string[]): string[] {
  const proxies = env.HAMWE_PROXIES === "none" ? [] : listed(env.HAMWE_PROXIES);
  if (!proxies.every(isNetwork))
    missing.push("HAMWE_PROXIES: addresses or networks, 10.0.0.7 or 10.0.0.0/24, or none");
  return proxies;
}

/** An hour: a touch of a passkey now and then, and no signature of whoever found a desk open. */
export const usualProofMinutes = 60;

/** In seconds. */
const usualTakeBackSeconds = 60;

/** What a setting leaves out is as usual. */
function readQuotas(env: Environment, missing: string[]): Quotas {
  const read = (name: string, usual: number, unit = 1): number => {
    const text = env[name] || String(usual / unit);
    if (!/^[1-9]\d{0,6}$/.test(text)) missing.push(`${name}: a whole number from 1 to 9999999`);
    return Number(text) * unit;
  };
  return {
    openDrafts: read("HAMWE_QUOTA_DRAFTS", usualQuotas.openDrafts),
    uploadBytes: read("HAMWE_QUOTA_UPLOAD_MB", usualQuotas.uploadBytes, 1024 * 1024),
    applicationsPerDay: read("HAMWE_QUOTA_APPLICATIONS", usualQuotas.applicationsPerDay),
  };
}

function readPort(text: string | undefined, missing: string[]): number {
  const port = Number(text || 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65535) missing.push("PORT: 0 to 65535");
  return port;
}

function readPhone(env: Environment, missing: string[]): Pick<Config, "phone"> {
  const { HAMWE_PHONE_SECRET: secret, HAMWE_PHONE_CODE: code, HAMWE_SMS_KEY: apiKey } = env;
  const http = readHttpSms(env, missing);
  if (http && !secret) missing.push("HAMWE_PHONE_SECRET: with HAMWE_SMS_GATEWAY");
  if (!secret) return {};
  const sms = apiKey && {
    url: env.HAMWE_SMS_URL || "https://api.africastalking.com/version1/messaging",
    username: env.HAMWE_SMS_USERNAME || "",
    apiKey,
    from: env.HAMWE_SMS_FROM || "",
  };
  const addresses = listed(env.HAMWE_PHONE_ADDRESSES);
  const serviceCode = code || "*000#";
  return {
    phone: { secret, addresses, serviceCode, ...(sms && { sms }), ...(http && { http }) },
  };
}

function readIdentity(env: Environment): NationalIssuer | undefined {
  const { HAMWE_ISSUER_URL: issuerUrl, HAMWE_CLIENT_ID: clientId, HAMWE_CLIENT_KEY: key } = env;
  if (!issuerUrl || !clientId || !key) return undefined;
  return { issuerUrl, clientId, clientKeyFile: resolve(key) };
}

/** Made once and kept, so that people stay signed in when the demo starts again. */
function demoSecret(dataDir: string): string {
  const file = join(dataDir, "secrets.json");
  try {
    return JSON.parse(readFileSync(file, "utf8")).secret;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const secret = randomBytes(32).toString("base64url");
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, `${JSON.stringify({ secret })}\n`, { mode: 0o600, flag: "wx" });
  return secret;
}
