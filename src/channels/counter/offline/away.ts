import { worksIn } from "../../../centres/index.ts";
import type { Among, Synced } from "../../../counter/index.ts";
import { html, inset, type SafeHtml } from "../../components/index.ts";
import type { Desk } from "../desk.ts";

/**
 * How many wait at halls where this officer may work and does not sit: they are settled by whoever
 * sits there.
 */
export async function awayView(
  { deps, officer, t }: Desk,
  { centres }: Among,
  shown: readonly Synced[],
): Promise<SafeHtml | null> {
  const halls = deps.centres
    .list()
    .filter(({ id }) => worksIn(officer, id) && !centres.includes(id));
  if (halls.length === 0) return null;
  const there = { officer: officer.id, centres: halls.map(({ id }) => id) };
  const waiting = (await deps.counter.conflicts(there)).filter(
    (row) => !shown.some(({ item }) => item === row.item),
  );
  const counts = new Map<string, number>();
  for (const [device, rows] of Map.groupBy(waiting, (row) => row.device)) {
    const centre = (await deps.counter.deviceOf(device))?.centre ?? "";
    counts.set(centre, (counts.get(centre) ?? 0) + rows.length);
  }
  const lines = halls.flatMap(({ id, name }) => {
    const count = counts.get(id);
    if (count === undefined) return [];
    const words = t("offline.conflicts.away", { hall: t.words(name), count: t.number(count) });
    return inset(html`${words} <a class="govuk-link" href="/counter">
      ${t("offline.conflicts.away-go")}</a>`);
  });
  return lines.length > 0 ? html`${lines}` : null;
}
