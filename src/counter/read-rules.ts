import { existsSync } from "node:fs";
import { join } from "node:path";
import { currencyDecimals, type Money } from "../kernel/index.ts";
import { yamlIn } from "../platform/yaml/index.ts";
import type { CounterRules } from "./model.ts";

interface Written {
  readonly idleMinutes?: unknown;
  readonly agentTariff?: Readonly<Record<string, unknown>>;
}

/** Defaults. */
const usual = { idleMinutes: 10 };

/**
 * Reads `counter.yaml` of a government's folder; without it the defaults apply and agents charge
 * nothing. Throws for invalid content, so that a typing error cannot become a tariff.
 */
export function readCounterRules(folder: string, currency: string): CounterRules {
  const file = join(folder, "counter.yaml");
  const content = existsSync(file) ? (yamlIn(file) as Written | null) : null;
  const { idleMinutes = usual.idleMinutes, agentTariff = {} } = content ?? {};
  if (typeof idleMinutes !== "number" || !(idleMinutes >= 1 && idleMinutes <= 60))
    throw new Error(`${file}: idleMinutes is a number from 1 to 60`);
  const tariffs = Object.entries(agentTariff ?? {}).map(([service, amount]): [string, Money] => {
    if (typeof amount !== "number" || !(amount >= 0))
      throw new Error(`${file}: agentTariff of ${service} is an amount`);
    const minor = Math.round(amount * 10 ** currencyDecimals(currency));
    return [service, { minor, currency }];
  });
  return { idleMinutes, agentTariff: Object.fromEntries(tariffs) };
}
