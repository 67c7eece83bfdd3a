import type { TakenDraft } from "../../../counter/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import type { WebDeps } from "../deps.ts";

/** Where and by whom a draft was taken without network, and that it waits for the person. */
export function takenLine(
  { centre, device, takenAt, takenBy, waitsForYes }: TakenDraft,
  names: ReadonlyMap<string, string>,
  { catalogue, centres }: Pick<WebDeps, "catalogue" | "centres">,
  t: Translate,
): string {
  const place = `${t.words(centres.find(centre)?.name)} (${device})`;
  const facts = { place, name: names.get(takenBy) ?? "–" };
  const date = t.day(takenAt, catalogue.jurisdiction.timeZone);
  const line = t("apply.taken-at", { ...facts, date });
  return waitsForYes ? `${line} ${t("apply.taken-waits")}` : line;
}
