import { type PaymentProvider, type ProviderSettings, providersOf } from "../payments/index.ts";

/** How fees are paid. */
export interface PaymentSettings extends ProviderSettings {
  /** Up to so many minor units, money that settles nothing goes back without an officer. */
  readonly automaticRefundMinor: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Each account's settings, in words; whoever gives one of an account gives all without a "(". */
export const paymentSettings: Readonly<Record<string, string>> = {
  HAMWE_MOMO_URL: "MTN MoMo: address of its API",
  HAMWE_MOMO_ENVIRONMENT: "MTN MoMo: target environment, mtnrwanda",
  HAMWE_MOMO_SUBSCRIPTION: "MTN MoMo: subscription key of Collections",
  HAMWE_MOMO_USER: "MTN MoMo: API user of Collections",
  HAMWE_MOMO_KEY: "MTN MoMo: API key of Collections",
  HAMWE_MOMO_REFUND_SUBSCRIPTION: "MTN MoMo: subscription key of Disbursements (for refunds)",
  HAMWE_MOMO_REFUND_USER: "MTN MoMo: API user of Disbursements (for refunds)",
  HAMWE_MOMO_REFUND_KEY: "MTN MoMo: API key of Disbursements (for refunds)",
  HAMWE_IREMBOPAY_URL: "IremboPay v2: address of its API",
  HAMWE_IREMBOPAY_KEY: "IremboPay v2: secret key, which also signs its callbacks",
  HAMWE_IREMBOPAY_ACCOUNT: "IremboPay v2: payment account identifier",
  HAMWE_IREMBOPAY_ITEM: "IremboPay v2: code of the item that fees are booked under",
  HAMWE_MOBILE_MONEY_URL: "GSMA Mobile Money API 1.2: its base, …/v1.2/mm",
  HAMWE_MOBILE_MONEY_KEY: "GSMA Mobile Money API 1.2: API key",
  HAMWE_MOBILE_MONEY_ACCOUNT: "GSMA Mobile Money API 1.2: our account there",
  HAMWE_CARD_URL: "Card page: address of the gateway (docs/payments.md)",
  HAMWE_CARD_KEY: "Card page: secret shared with it, at least 32 characters",
  HAMWE_BANK_URL: "Bank page: address of the gateway (docs/payments.md)",
  HAMWE_BANK_KEY: "Bank page: secret shared with it, at least 32 characters",
  HAMWE_AUTOMATIC_REFUND:
    "largest amount in minor units that goes back without an officer when it settles nothing " +
    "(late, twice, too much or too little); 100000 by default, 0 for none",
};

/** The secret ones: each may come from a file. */
export const paymentSecrets = [
  "HAMWE_MOMO_SUBSCRIPTION",
  "HAMWE_MOMO_KEY",
  "HAMWE_MOMO_REFUND_SUBSCRIPTION",
  "HAMWE_MOMO_REFUND_KEY",
  "HAMWE_IREMBOPAY_KEY",
  "HAMWE_MOBILE_MONEY_KEY",
  "HAMWE_CARD_KEY",
  "HAMWE_BANK_KEY",
] as const;

/** All of some settings, or undefined where none is given; what is missing of them is said. */
function together<const Name extends string>(
  env: Environment,
  missing: string[],
  names: readonly Name[],
): Readonly<Record<Name, string>> | undefined {
  if (names.every((name) => !env[name])) return undefined;
  for (const name of names)
    if (!env[name]) missing.push(`${name}: ${paymentSettings[name] ?? "needed too"}`);
  return Object.fromEntries(names.map((name) => [name, env[name] ?? ""])) as Record<Name, string>;
}

/** https, or this machine for a simulator. */
function addressOf(name: string, text: string, missing: string[]): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const local = url && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  if (url?.protocol !== "https:" && !(url?.protocol === "http:" && local))
    missing.push(`${name}: an https:// address`);
  return text.replace(/\/+$/, "");
}

function readMomo(env: Environment, missing: string[]): Pick<PaymentSettings, "momo"> {
  const of = together(env, missing, [
    "HAMWE_MOMO_URL",
    "HAMWE_MOMO_ENVIRONMENT",
    "HAMWE_MOMO_SUBSCRIPTION",
    "HAMWE_MOMO_USER",
    "HAMWE_MOMO_KEY",
  ]);
  const back = together(env, missing, [
    "HAMWE_MOMO_REFUND_SUBSCRIPTION",
    "HAMWE_MOMO_REFUND_USER",
    "HAMWE_MOMO_REFUND_KEY",
  ]);
  if (!of) return {};
  return {
    momo: {
      url: addressOf("HAMWE_MOMO_URL", of.HAMWE_MOMO_URL, missing),
      environment: of.HAMWE_MOMO_ENVIRONMENT,
      collection: {
        subscriptionKey: of.HAMWE_MOMO_SUBSCRIPTION,
        user: of.HAMWE_MOMO_USER,
        key: of.HAMWE_MOMO_KEY,
      },
      ...(back && {
        disbursement: {
          subscriptionKey: back.HAMWE_MOMO_REFUND_SUBSCRIPTION,
          user: back.HAMWE_MOMO_REFUND_USER,
          key: back.HAMWE_MOMO_REFUND_KEY,
        },
      }),
    },
  };
}

function readIrembo(env: Environment, missing: string[]): Pick<PaymentSettings, "irembo"> {
  const of = together(env, missing, [
    "HAMWE_IREMBOPAY_URL",
    "HAMWE_IREMBOPAY_KEY",
    "HAMWE_IREMBOPAY_ACCOUNT",
    "HAMWE_IREMBOPAY_ITEM",
  ]);
  if (!of) return {};
  return {
    irembo: {
      url: addressOf("HAMWE_IREMBOPAY_URL", of.HAMWE_IREMBOPAY_URL, missing),
      secretKey: of.HAMWE_IREMBOPAY_KEY,
      account: of.HAMWE_IREMBOPAY_ACCOUNT,
      item: of.HAMWE_IREMBOPAY_ITEM,
    },
  };
}

function readMobileMoney(
  env: Environment,
  missing: string[],
): Pick<PaymentSettings, "mobileMoney"> {
  const of = together(env, missing, [
    "HAMWE_MOBILE_MONEY_URL",
    "HAMWE_MOBILE_MONEY_KEY",
    "HAMWE_MOBILE_MONEY_ACCOUNT",
  ]);
  if (!of) return {};
  const url = addressOf("HAMWE_MOBILE_MONEY_URL", of.HAMWE_MOBILE_MONEY_URL, missing);
  const { HAMWE_MOBILE_MONEY_KEY: apiKey, HAMWE_MOBILE_MONEY_ACCOUNT: account } = of;
  return { mobileMoney: { url, apiKey, account } };
}

function readPage(env: Environment, missing: string[], method: "CARD" | "BANK") {
  const [urlName, keyName] = [`HAMWE_${method}_URL`, `HAMWE_${method}_KEY`] as const;
  const of = together(env, missing, [urlName, keyName]);
  if (!of) return undefined;
  const secret = of[keyName] ?? "";
  if (secret.length < 32) missing.push(`${keyName}: at least 32 characters`);
  return { url: addressOf(urlName, of[urlName] ?? "", missing), secret };
}

/** How fees are paid; adds to `missing` what is missing or wrong. */
export function readPayments(env: Environment, missing: string[]): PaymentSettings {
  const limit = env.HAMWE_AUTOMATIC_REFUND || "100000";
  if (!/^\d{1,12}$/.test(limit))
    missing.push("HAMWE_AUTOMATIC_REFUND: an amount in minor units, 0 for none");
  const card = readPage(env, missing, "CARD");
  const bank = readPage(env, missing, "BANK");
  return {
    ...readMomo(env, missing),
    ...readIrembo(env, missing),
    ...readMobileMoney(env, missing),
    ...(card && { card }),
    ...(bank && { bank }),
    automaticRefundMinor: Number(limit),
  };
}

/** What `makePayments` is told of the settings; a demonstration's own provider comes last. */
export const payingBy = (
  config: { readonly payments?: PaymentSettings; readonly baseUrl: string },
  clock: () => Date,
  sandbox: PaymentProvider | undefined,
) => ({
  providers: [
    ...providersOf(config.payments ?? {}, { baseUrl: config.baseUrl, clock }),
    ...(sandbox ? [sandbox] : []),
  ],
  automaticRefundMinor: config.payments?.automaticRefundMinor ?? 100_000,
});
