import type { Catalogue } from "../catalogue/index.ts";
import type { CounterDesk, Door } from "../counter/index.ts";
import { currencyDecimals, type DraftId, type Money } from "../kernel/index.ts";

type Deps = { readonly catalogue: Pick<Catalogue, "jurisdiction" | "services"> };

function inCurrency({ catalogue }: Deps, amount: number): Money {
  const { currency } = catalogue.jurisdiction;
  return { minor: Math.round(amount * 10 ** currencyDecimals(currency)), currency };
}

/**
 * What an agent may charge for their own work, beside the fee of the service, by the tariff in
 * force now; undefined at a counter, where nobody charges.
 */
export function agentCharge(deps: Deps, door: Door, service: string): Money | undefined {
  if (door !== "agent") return undefined;
  const { agentTariff: tariff } = deps.catalogue.jurisdiction;
  return inCurrency(deps, tariff?.services.includes(service) ? tariff.withDocuments : 0);
}

/**
 * What an agent charged for an application that was sent: what the person was told when they said
 * yes to it, whatever the tariff is now.
 */
export async function chargedBy(
  deps: Deps & { readonly counter: Pick<CounterDesk, "chargeTold"> },
  door: Door,
  { id, service }: { readonly id: DraftId | undefined; readonly service: string },
): Promise<Money | undefined> {
  if (door !== "agent") return undefined;
  return (id && (await deps.counter.chargeTold(id))) ?? agentCharge(deps, door, service);
}

/** Something that an agent may charge for: one of the services, or printing a paper. */
export interface AgentCharge {
  readonly what: { readonly service: string } | "print" | "bill";
  readonly charge: Money;
}

/** All that an agent may charge for, in the order of the catalogue; empty where all is free. */
export function agentCharges(deps: Deps): readonly AgentCharge[] {
  const { agentTariff: tariff } = deps.catalogue.jurisdiction;
  const services = deps.catalogue.services.flatMap(({ id: service }) => {
    const charge = agentCharge(deps, "agent", service);
    return charge ? [{ what: { service }, charge }] : [];
  });
  const papers = (["print", "bill"] as const).map((what) => ({
    what,
    charge: inCurrency(deps, tariff?.[what] ?? 0),
  }));
  return [...services, ...papers].filter(({ charge }) => charge.minor > 0);
}
