import type { Chance } from "../crash/chance.ts";
import { secret } from "../simulators/hosted-page.ts";
import { secretKey } from "../simulators/irembopay.ts";
import { type RunningSimulator, startSimulator } from "../simulators/start.ts";
import type { Door } from "./plan.ts";
import type { Progress } from "./progress.ts";

export type Simulators = Readonly<Record<Door, RunningSimulator>>;

/** Four providers, each in a process of its own. @param url of the server that they call back */
export async function startProviders(url: string, seed: number): Promise<Simulators> {
  const callback = `${url}/callbacks/payments/irembopay`;
  const [momo, card, irembo, money] = await Promise.all([
    startSimulator("mtn-momo", { seed }),
    startSimulator("hosted-page", { seed: seed + 1 }),
    startSimulator("irembopay", { seed: seed + 2, callback }),
    startSimulator("mobile-money", { seed: seed + 3 }),
  ]);
  return { "mtn-momo": momo, card, irembopay: irembo, "mobile-money": money };
}

/** The accounts with them, as the settings of a server. */
export const settingsOf = (simulators: Simulators): Readonly<Record<string, string>> => ({
  HAMWE_MOMO_URL: simulators["mtn-momo"].url,
  HAMWE_MOMO_ENVIRONMENT: "mtnrwanda",
  HAMWE_MOMO_SUBSCRIPTION: "collections",
  HAMWE_MOMO_USER: "hamwe",
  HAMWE_MOMO_KEY: "a key",
  HAMWE_MOMO_REFUND_SUBSCRIPTION: "disbursements",
  HAMWE_MOMO_REFUND_USER: "hamwe",
  HAMWE_MOMO_REFUND_KEY: "a key",
  HAMWE_CARD_URL: simulators.card.url,
  HAMWE_CARD_KEY: secret,
  HAMWE_IREMBOPAY_URL: simulators.irembopay.url,
  HAMWE_IREMBOPAY_KEY: secretKey,
  HAMWE_IREMBOPAY_ACCOUNT: "RWF-1",
  HAMWE_IREMBOPAY_ITEM: "PC-1",
  HAMWE_MOBILE_MONEY_URL: simulators["mobile-money"].url,
  HAMWE_MOBILE_MONEY_KEY: "a key",
  HAMWE_MOBILE_MONEY_ACCOUNT: "1",
});

/** What goes wrong at each of them, all the time. */
export const faulty = {
  ...{ lostAnswer: 0.05, lostCallback: 0.15, doubledCallback: 0.15 },
  ...{ delayMs: 1500, forged: 0.1, broken: 0.03 },
};

/** Takes one provider down while a few people come, again and again. @returns how often */
export async function outages(
  simulators: Simulators,
  chance: Chance,
  progress: Progress,
  say: (words: string) => void,
): Promise<number> {
  const all = Object.entries(simulators);
  for (let times = 0; ; times += 1) {
    if (!(await progress.come(chance.between(8, 20)))) return times;
    const [name, simulator] = chance.one(all);
    say(`${name} is down`);
    await simulator.down(true);
    // People who want this one alone wait for it: it does not depend on others who come.
    await pause(chance.between(1500, 4000), progress);
    await simulator.down(false);
  }
}

/** Waits, but not longer than there is something to wait for. */
async function pause(ms: number, progress: Progress): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end && !progress.ended; )
    await new Promise((resolve) => setTimeout(resolve, 100));
}
