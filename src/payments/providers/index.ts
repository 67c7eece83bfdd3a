/**
 * Adapters of payment providers in earnest: each turns the questions of `PaymentProvider` into one
 * provider's API, within a time and with faults that say of what kind they are. They keep nothing
 * and decide nothing; a status that was read is all that ever pays a bill.
 */
import type { PaymentProvider } from "../provider.ts";
import { gsmaMobileMoney } from "./gsma-mobile-money.ts";
import { guarded } from "./guarded.ts";
import { hostedPage } from "./hosted-page.ts";
import { iremboPay } from "./irembopay.ts";
import { type MomoProduct, mtnMomo } from "./mtn-momo.ts";

interface HostedPageSettings {
  readonly url: string;
  readonly secret: string;
}

/** The accounts that a government has with payment providers; each may be absent. */
export interface ProviderSettings {
  readonly momo?: {
    readonly url: string;
    readonly environment: string;
    readonly collection: MomoProduct;
    readonly disbursement?: MomoProduct;
  };
  readonly irembo?: {
    readonly url: string;
    readonly secretKey: string;
    readonly account: string;
    readonly item: string;
  };
  readonly mobileMoney?: {
    readonly url: string;
    readonly apiKey: string;
    readonly account: string;
  };
  readonly card?: HostedPageSettings;
  readonly bank?: HostedPageSettings;
}

/** The providers of a government, in the order in which a way to pay is looked for in them. */
export function providersOf(
  settings: ProviderSettings,
  { baseUrl, clock }: { readonly baseUrl: string; readonly clock: () => Date },
): readonly PaymentProvider[] {
  const { momo, irembo, mobileMoney, card, bank } = settings;
  const callbackUrl = (id: string) => `${baseUrl}/callbacks/payments/${id}`;
  const hosted = (method: "card" | "bank", page: HostedPageSettings | undefined) =>
    page ? [hostedPage({ ...page, method, callbackUrl: callbackUrl(method) })] : [];
  return [
    ...(momo ? [mtnMomo({ ...momo, callbackUrl: callbackUrl("mtn-momo") })] : []),
    ...(mobileMoney
      ? [gsmaMobileMoney({ ...mobileMoney, clock, callbackUrl: callbackUrl("mobile-money") })]
      : []),
    ...hosted("card", card),
    ...hosted("bank", bank),
    ...(irembo ? [iremboPay({ ...irembo, clock })] : []),
  ].map((provider) => guarded(provider, () => clock().getTime()));
}
