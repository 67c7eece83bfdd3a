import { type LoadWeek, weeksBefore } from "../../cases/index.ts";
import { type Content, html, type SafeHtml, table } from "../components/index.ts";
import type { Desk } from "./desk.ts";
import { donePath, type LoadFilter, loadHref, supervises } from "./load.ts";

const parts = ["received", "done", "late"] as const;

/** The last seven days beside the weeks before them: what came in, was done, and was done late. */
export async function trendPart(desk: Desk, filter: LoadFilter): Promise<SafeHtml> {
  const { deps, t } = desk;
  const [now, ...before] = await deps.cases.weeksOf(filter);
  const week = loadHref({ ...filter, days: 7 }, donePath);
  const linked = (part: (typeof parts)[number], count: number): Content => {
    if (part === "received" || count === 0 || !supervises(desk)) return t.number(count);
    const href = part === "late" ? lateHref(week) : week;
    return html`<a class="govuk-link" href="${href}">${t.number(count)}</a>`;
  };
  const mean = (part: keyof LoadWeek) =>
    before.reduce((sum, each) => sum + each[part], 0) / weeksBefore;
  return html`
    ${table({
      caption: t("supervise.trend.title"),
      columns: [
        { text: t("supervise.trend.steps") },
        { text: t("supervise.trend.now"), numeric: true },
        { text: t("supervise.trend.mean", { count: weeksBefore }), numeric: true },
        { text: t("supervise.trend.weeks", { count: weeksBefore + 1 }) },
      ],
      rows: parts.map((part) => {
        const weeks = [...before.toReversed(), ...(now ? [now] : [])].map((each) => each[part]);
        return [
          t(`supervise.trend.${part}`),
          linked(part, now?.[part] ?? 0),
          t.number(Math.round(mean(part))),
          html`<span>${strip(weeks)} ${weeks.map((count) => t.number(count)).join(" · ")}</span>`,
        ];
      }),
    })}
  `;
}

/** What was done late, of what was done. */
export const lateHref = (path: string): string =>
  `${path}${path.includes("?") ? "&" : "?"}late=yes`;

const [width, height, gap] = [10, 20, 2];

/** The weeks as bars, the last one at the right; the numbers stand beside it. */
function strip(counts: readonly number[]): SafeHtml {
  const most = Math.max(1, ...counts);
  const bars = counts.map((count, at) => {
    const tall = count === 0 ? 1 : Math.max(2, Math.round((height * count) / most));
    const place = html`x="${at * (width + gap)}" y="${height - tall}"`;
    return html`<rect class="hw-bar__fill" ${place} width="${width}" height="${tall}"/>`;
  });
  return html`<svg width="${counts.length * (width + gap)}" height="${height}"
    aria-hidden="true" focusable="false">${bars}</svg>`;
}
