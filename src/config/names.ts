import { nearest } from "../kernel/index.ts";
import { paymentSettings } from "./payments.ts";
import { secrets } from "./secret-files.ts";

/** Every setting of the server, the signer and the commands whose name begins with `HAMWE_`. */
export const settingNames: readonly string[] = [
  "HAMWE_APP_DATABASE_URL",
  "HAMWE_BASE_URL",
  "HAMWE_BOUNCE_ADDRESS",
  "HAMWE_BOUNCE_LISTEN",
  "HAMWE_CLAMD",
  "HAMWE_CLIENT_ID",
  "HAMWE_CLIENT_KEY",
  "HAMWE_DATA",
  "HAMWE_HOST",
  "HAMWE_ISSUER_URL",
  "HAMWE_JURISDICTION",
  "HAMWE_MAIL_FROM",
  "HAMWE_METRICS_TOKEN",
  "HAMWE_MODE",
  "HAMWE_PHONE_ADDRESSES",
  "HAMWE_PHONE_CODE",
  "HAMWE_PHONE_SECRET",
  "HAMWE_PROOF_MINUTES",
  "HAMWE_PROXIES",
  "HAMWE_QUOTA_APPLICATIONS",
  "HAMWE_QUOTA_DRAFTS",
  "HAMWE_QUOTA_UPLOAD_MB",
  "HAMWE_SECRET",
  "HAMWE_SECRET_BEFORE",
  "HAMWE_SIGNER",
  "HAMWE_SIGNER_DATABASE_URL",
  "HAMWE_SIGNING_KEYS",
  "HAMWE_SMS_FROM",
  "HAMWE_SMS_GATEWAY",
  "HAMWE_SMS_KEY",
  "HAMWE_SMS_URL",
  "HAMWE_SMS_USERNAME",
  "HAMWE_SMTP_URL",
  "HAMWE_TAKE_BACK_SECONDS",
  "HAMWE_TERRITORY",
  ...Object.keys(paymentSettings),
];

/** Names that no setting has, each with the one that may be meant: misspelt, they do nothing. */
export function unknownSettings(env: Readonly<Record<string, string | undefined>>): string[] {
  const all = [...settingNames, ...secrets.map((name) => `${name}_FILE`)];
  return Object.keys(env)
    .filter((name) => name.startsWith("HAMWE_") && !name.startsWith("HAMWE_TEST_"))
    .filter((name) => !all.includes(name))
    .sort()
    .map((name) => {
      const near = nearest(name, all);
      return `${name}: no setting has this name${near ? `; is ${near} meant?` : ""}`;
    });
}
