import type { ProviderMethod } from "../../payments/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import type { WebDeps } from "./deps.ts";

type Needs = Pick<WebDeps, "catalogue" | "centres" | "payments" | "clock">;

/** The ways to pay that the government names and a provider takes. */
export function methodsOf({
  catalogue,
  payments,
}: Pick<Needs, "catalogue" | "payments">): readonly ProviderMethod[] {
  const taken = [...payments.methods];
  return catalogue.jurisdiction.payment?.methods.filter((one) => taken.includes(one)) ?? taken;
}

/** A cash desk that was not open for so long is none that people are sent to. */
const cashDeskDays = 30;

/**
 * How a fee can be paid while none can be online: at which cash desks, or not at all. Undefined
 * where it is paid online.
 */
export async function notOnline(
  deps: Needs,
  t: Translate,
  nowhere: "paying.waits" | "paying.no-way",
): Promise<string | undefined> {
  if (methodsOf(deps).length > 0) return undefined;
  const since = new Date(deps.clock().getTime() - cashDeskDays * 86_400_000);
  const open = new Set(await deps.payments.centresWithTill(since));
  const halls = deps.centres.list().filter(({ id }) => open.has(id));
  if (halls.length === 0) return t(nowhere);
  return t("paying.cash-at", { halls: t.list(halls.map(({ name }) => t.words(name))) });
}
