import { actsOf, caseActs, type Window } from "../../acts/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { html, type SafeHtml } from "../components/index.ts";
import type { CaseFile } from "./case-file.ts";
import { part } from "./case-parts.ts";
import type { Desk } from "./desk.ts";

/**
 * What the applicant can do with the application now and until when, as every door offers it to
 * them: an officer who is asked on the telephone says the same.
 */
export function actsPart({ deps, now, t }: Desk, file: CaseFile): SafeHtml {
  const { application: app, bills, papers } = file;
  const { catalogue } = deps;
  const { timeZone } = catalogue.jurisdiction;
  const windows = actsOf({
    app,
    bills,
    certificates: papers,
    now,
    calendar: deps.calendar(),
    catalogue,
  });
  const lines = caseActs.flatMap((act) => {
    const window = windows[act];
    if (window.ok)
      return [byDay(t(`office-pages.open-acts.acts.${act}`), window.value, timeZone, t)];
    const { code, facts } = window.refusal;
    const isEarly = act === "renew" && code === "case.too-early";
    const date = isEarly && t.date(String(facts?.from));
    return date ? [t("office-pages.open-acts.renew-from", { date })] : [];
  });
  const list = html`<ul class="govuk-list">${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
  const none = html`<p class="govuk-body hw-muted">${t("office-pages.open-acts.none")}</p>`;
  const heading = t("office-pages.open-acts.heading");
  return part("open-acts", heading, lines.length > 0 ? list : none);
}

function byDay(act: string, { until, lastDay }: Window, timeZone: string, t: Translate): string {
  const date = lastDay ? t.date(lastDay) : until && t.until(until, timeZone);
  return date ? t("office-pages.open-acts.by", { act, date }) : act;
}
