import { setTimeout as sleep } from "node:timers/promises";
import type { App } from "../../src/app.ts";
import { type CommandId, must } from "../../src/kernel/index.ts";
import { newId, type Pool } from "../../src/platform/db/index.ts";
import { booksOf } from "./count.ts";
import type { Simulators } from "./providers.ts";

export interface Draining {
  readonly app: App;
  readonly simulators: Simulators;
  /** The owner's way in: what is planned for later is brought forward, as if time had passed. */
  readonly owner: Pool;
  readonly over: AbortSignal;
  /** Told whenever less is left than before. */
  readonly moved: () => void;
}

/**
 * Until all money that came has been seen, and what is owed back has gone back: by the providers,
 * or by two officers where a provider gives nothing back by itself.
 */
export async function drain({ app, simulators, owner, over, moved }: Draining): Promise<void> {
  const { payments } = app.parts;
  let left = Number.POSITIVE_INFINITY;
  for (;;) {
    over.throwIfAborted();
    await owner`
      update jobs.job set run_at = now()
      where task in ('payments.read-status', 'payments.refund', 'payments.return')
        and run_at > now() and taken_by is null`;
    await sleep(1500);
    for (const { billId, attemptId, provider } of await payments.creditsOwed(1000))
      if (!payments.canRefund(provider)) await byHand(billId, attemptId);
    const still = (await unseen()) + (await onTheWay());
    if (still === 0) return;
    if (still < left) moved();
    left = Math.min(left, still);
  }

  /** Paid charges that no attempt knows of, and pending attempts of charges that are over. */
  async function unseen(): Promise<number> {
    const charges = (await booksOf(simulators)).flatMap((books) => books.charges);
    const rows = await app.sql<{ id: string }[]>`
      select id from payments.attempt where status = 'paid'`;
    const paid = new Set(rows.map(({ id }) => id));
    return charges.filter(({ id, state, members }) => state === "paid" && !members && !paid.has(id))
      .length;
  }

  async function onTheWay(): Promise<number> {
    const { refundsOpen, creditsOwed } = await payments.moneyState();
    return refundsOpen + creditsOwed;
  }

  async function byHand(
    billId: never | Parameters<typeof payments.billById>[0],
    attemptId: string,
  ) {
    const officer = () => ({
      ...{ billId, attemptId, command: newId<CommandId>(), actor: "officer" },
    });
    const reason = "The provider gives nothing back by itself";
    const proposed = await payments.proposeRefund({
      ...{ ...officer(), by: "first officer", what: "owed", reason },
    });
    if (!proposed.ok) return;
    const attempts = await payments.attemptsOf(billId);
    const refunds = attempts.find(({ id }) => id === attemptId)?.refunds ?? [];
    const refundId = refunds.find(({ status }) => status === "proposed")?.id ?? "";
    must(
      await payments.confirmRefund({
        ...{ ...officer(), by: "second officer", refundId, outsideRef: `TR-${refundId.slice(-8)}` },
      }),
    );
  }
}
