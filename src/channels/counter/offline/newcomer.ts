import {
  type Item,
  isHeldFrom,
  isMistyped,
  type Way,
  type WrittenDown,
  writeDown,
  writesDown,
} from "../../../acts/index.ts";
import type { Synced } from "../../../counter/index.ts";
import { isIdentityNumber, readTelephone } from "../../../kernel/index.ts";
import type { Officer } from "../../../platform/auth/index.ts";
import { type Flash, type FormFields, refusalFlash, textOf } from "../../../platform/http/index.ts";
import { button, checkbox, html, inset, type SafeHtml } from "../../components/index.ts";
import type { CounterDeps } from "../deps.ts";
import type { Desk } from "../desk.ts";

export const refusedWith = ({ reason }: Pick<Synced, "reason">) =>
  refusalFlash({ code: reason ?? "case.conflict" });

/**
 * Whoever has no account yet: the officer who took it saw the card, and writes the account down
 * from what the device holds; where they have left, another does with the receipt. Then it waits as
 * anybody's does: for their code, or for another
 * officer.
 */
export async function newcomerView(
  { deps, t, csrf, officer }: Desk,
  row: Synced,
  ways: readonly Way[],
): Promise<SafeHtml | null> {
  if (isHeldFrom(row, officer)) return inset(t("offline.conflicts.held"));
  if (ways.includes("let-go")) return inset(t("offline.conflicts.let-go-lead"));
  if (ways.includes("claim")) return inset(t("offline.conflicts.claim-first"));
  if (!ways.includes("write-down")) return null;
  const { item: id } = row;
  const isReceipt = (await writesDown(deps, row, officer)) === "receipt";
  const country = t.words(deps.catalogue.jurisdiction.name);
  const tick = (name: "citizen" | "seen", label: string) =>
    checkbox({ id: `${name}-${id}`, name, label }, t);
  return html`<form method="post" action="/counter/sync/conflicts/${id}" novalidate>${csrf}
    <h2 class="govuk-heading-s">${t("offline.conflicts.new-title")}</h2>
    <p class="govuk-body">
      ${t(isReceipt ? "offline.conflicts.receipt-lead" : "offline.conflicts.new-lead")}</p>
    ${tick("citizen", t("counter.register.citizen", { country }))}
    ${tick("seen", t(isReceipt ? "offline.conflicts.receipt-seen" : "counter.register.seen"))}
    ${button({ text: t("offline.conflicts.new-do"), name: "act", value: "write-down" })}</form>`;
}

/**
 * Makes the account of somebody who had none, from the card that this officer saw, or from the
 * receipt where whoever saw it has left. A number that is
 * somebody's counts as a look-up. @returns what stood in the way
 */
export async function writtenDown(
  deps: CounterDeps,
  row: Synced,
  item: Item,
  { officer, form }: { readonly officer: Officer; readonly form: FormFields },
): Promise<Flash | undefined> {
  const by = officer.id;
  const way = isMistyped(row) ? await writesDown(deps, row, officer) : undefined;
  if (way === undefined || way === "claim" || item.kind !== "application") return refusedWith(row);
  const isReceipt = way === "receipt";
  if (textOf(form, "seen") !== "true")
    return {
      kind: "notice",
      code: isReceipt ? "offline.conflicts.receipt-missing" : "counter.register.seen-missing",
    };
  const { identityNumber } = deps.catalogue.jurisdiction;
  if (!isIdentityNumber(item.person.nationalId, identityNumber))
    return {
      ...{ kind: "notice", code: "counter.register.nationalId-wrong" },
      facts: { example: identityNumber.example },
    };
  const may = await deps.counter.mayLookUp(by);
  if (!may.ok) return refusalFlash(may.refusal);
  const { code, telephone } = deps.catalogue.jurisdiction;
  const nationality = textOf(form, "citizen") === "true" ? code.toUpperCase() : null;
  const phone = readTelephone(item.person.phone ?? "", telephone) ?? null;
  const seen: WrittenDown = { ...item.person, lang: item.lang, phone, nationality };
  const made = await writeDown(deps, seen, {
    operator: (isReceipt && row.takenBy) || by,
    ...(isReceipt && { settledBy: by }),
  });
  if (made.ok) return undefined;
  const device = await deps.counter.deviceOf(row.device);
  await deps.counter.countLookup({ operator: by, centre: device?.centre ?? null });
  return refusalFlash(made.refusal);
}
