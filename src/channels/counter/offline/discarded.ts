import type { Among } from "../../../counter/index.ts";
import { details, html, type SafeHtml, summaryList } from "../../components/index.ts";
import type { Desk } from "../desk.ts";

/** What was discarded for a reason, by whom: so that whoever comes with its receipt is answered. */
export async function discardedView({ deps, t }: Desk, among: Among): Promise<SafeHtml | null> {
  const gone = await deps.counter.discarded(among);
  if (gone.length === 0) return null;
  const names = await deps.officerNames(gone.map(({ by }) => by));
  const zone = deps.catalogue.jurisdiction.timeZone;
  const rows = gone.map(({ reference, at, by, reason }) => ({
    key: reference,
    value: html`${reason}<br>
      <span class="hw-muted">${names.get(by) ?? "–"} · ${t.dateTime(at, zone)}</span>`,
  }));
  return details(t("offline.conflicts.discarded-title"), summaryList({ rows }), rows.length < 4);
}
