import type { TakenDraft } from "../../../counter/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import type { WebDeps } from "../deps.ts";

/** Where and by whom a draft was taken without network, and that it waits for the person. */
export function takenLine(
  { centre, device, takenAt, takenBy, waitsForYes, isHeld }: TakenDraft,
  names: ReadonlyMap<string, string>,
  { catalogue, centres }: Pick<WebDeps, "catalogue" | "centres">,
  t: Translate,
): string {
  const place = `${t.words(centres.find(centre)?.name)} (${device})`;
  const date = t.day(takenAt, catalogue.jurisdiction.timeZone);
  if (isHeld) return `${t("apply.taken-held", { place, date })} ${t("refusals.offline.held")}`;
  const line = t("apply.taken-at", { place, date, name: names.get(takenBy) ?? "–" });
  return waitsForYes ? `${line} ${t("apply.taken-waits")}` : line;
}
