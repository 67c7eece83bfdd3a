import { setTimeout as sleep } from "node:timers/promises";
import type { App } from "../../src/app.ts";
import type { CommandId } from "../../src/kernel/index.ts";
import type { Bill } from "../../src/payments/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import { formTo } from "../apply.ts";
import type { Answer } from "../client.ts";
import type { Patient } from "../crash/patient.ts";
import { filled } from "../page-forms.ts";
import type { Door, Planned } from "./plan.ts";
import type { Simulators } from "./providers.ts";

/** One bill to be paid, and the page where it is. */
export interface ToPay {
  readonly bill: Bill;
  readonly planned: Planned;
}

export interface Payer {
  readonly patient: Patient;
  readonly app: App;
  readonly simulators: Simulators;
  /** Milliseconds until each page was there, with all tries while the server was away. */
  readonly pages: number[];
  readonly surprises: Map<string, number>;
}

const surprise = ({ surprises }: Payer, what: string) =>
  surprises.set(what, (surprises.get(what) ?? 0) + 1);

/** What the site's choice is called for each provider; the last is reached by telephone only. */
const methods: Readonly<Partial<Record<Door, string>>> = {
  "mtn-momo": "mobile-money",
  card: "card",
  irembopay: "bank",
};

async function timed(payer: Payer, act: () => Promise<Answer>): Promise<Answer> {
  const from = performance.now();
  const answer = await act();
  payer.pages.push(performance.now() - from);
  return answer;
}

/**
 * Tries of a payer, 400 ms apart: longer than two of the pauses of 15 seconds in which the server
 * asks nothing of a provider that did not answer.
 */
const patience = 100;

/** Goes to pay by the site, or by the telephone's door, and again while it cannot be reached. */
async function start(payer: Payer, { bill }: ToPay, door: Door): Promise<boolean> {
  const { patient, app } = payer;
  const method = methods[door];
  const path = `/applications/${bill.caseId}`;
  for (let tries = 0; tries < patience; tries++) {
    if (method === undefined) {
      const started = await app.parts.payments.startAttempt({
        ...{ billId: bill.billId, personId: bill.personId, provider: door },
        ...{ returnUrl: `http://localhost${path}/paid`, payer: "+250788123456" },
        ...{ command: newId<CommandId>(), actor: "phone ussd" },
      });
      if (started.ok) return true;
      if (started.refusal.code !== "payments.provider-unavailable") {
        surprise(payer, `by telephone refused ${started.refusal.code}`);
        return false;
      }
    } else {
      const page = await timed(payer, () => patient.get(`${path}/pay`));
      const form = formTo(page, `${path}/pay`);
      if (!form) {
        surprise(payer, `no form to pay: ${page.status} ${page.path}`);
        return false;
      }
      const typed = filled(form, { method, payer: "0788123456" });
      const lead = await timed(payer, () => patient.send(form.action, typed));
      if (lead.status === 200) return true;
      if (lead.status !== 503) surprise(payer, `paying answered ${lead.status}`);
    }
    await sleep(400);
  }
  surprise(payer, `${door} could not be reached in ${patience} tries`);
  return false;
}

/** The newest attempt of a bill with a provider, once the provider has it. */
async function chargeAt(payer: Payer, { bill }: ToPay, door: Door): Promise<string | undefined> {
  for (let tries = 0; tries < 25; tries++) {
    const attempts = await payer.app.parts.payments.attemptsOf(bill.billId);
    const attempt = attempts.findLast(({ provider }) => provider === door);
    const { charges } = await payer.simulators[door].books();
    const charge = charges.find(({ id, state }) => id === attempt?.id && state === "open");
    if (charge) return charge.ref;
    await sleep(200);
  }
  return undefined;
}

/** Pays this amount at a provider; it may come as often as it likes. */
async function pay(payer: Payer, to: ToPay, door: Door, minor = to.bill.money.minor) {
  const charge = await chargeAt(payer, to, door);
  if (charge === undefined) return false;
  return payer.simulators[door].settle(charge, "pay", String(minor));
}

async function look(payer: Payer, { bill }: ToPay): Promise<void> {
  await timed(payer, () => payer.patient.get(`/applications/${bill.caseId}/paid`));
}

/** One person with one bill, as it was planned. */
export async function act(payer: Payer, to: ToPay): Promise<void> {
  const { planned, bill } = to;
  const { deed, door, second } = planned;
  if (!(await start(payer, to, door))) {
    surprise(payer, `${deed}: never came to pay`);
    return;
  }
  const half = Math.max(1, Math.floor(bill.money.minor / 2));
  switch (deed) {
    case "pays":
      await pay(payer, to, door);
      return look(payer, to);
    case "pays-twice":
      await start(payer, to, second);
      await Promise.all([pay(payer, to, door), pay(payer, to, second)]);
      return look(payer, to);
    case "pays-too-little":
      await pay(payer, to, door, half);
      return look(payer, to);
    case "pays-too-much":
      await pay(payer, to, door, bill.money.minor + half);
      return look(payer, to);
    case "refuses": {
      const charge = await chargeAt(payer, to, door);
      if (charge) await payer.simulators[door].settle(charge, "refuse");
      return look(payer, to);
    }
    case "pays-late": {
      const wait = Date.parse(bill.expiresAt) - Date.now() + 1500;
      await sleep(Math.max(0, wait));
      await pay(payer, to, door);
      return;
    }
    case "leaves":
      return;
    case "pays-too-little-then-all":
      await pay(payer, to, door, half);
      await settled(payer, to);
      if (await start(payer, to, door)) await pay(payer, to, door);
      return look(payer, to);
  }
}

/** Until what was paid has been seen, so that the next payment is another attempt. */
async function settled(payer: Payer, { bill }: ToPay): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const attempts = await payer.app.parts.payments.attemptsOf(bill.billId);
    if (attempts.every(({ status }) => status !== "pending")) return;
    await sleep(300);
  }
}
