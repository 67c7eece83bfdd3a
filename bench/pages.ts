import type { Figure } from "./figure.ts";
import { type Answer, send } from "./requests.ts";
import { cookieOf, officerCookie, type Stage } from "./stage.ts";

const kilobytes = (answers: readonly Answer[]): number =>
  answers.reduce((sum, { raw }) => sum + raw.length, 0) / 1000;

/** Style sheets, scripts, pictures and fonts that a page names, each once. */
function assetsOf(html: string): string[] {
  const found = html.matchAll(/<(?:link|script|img)\b[^>]*?\b(?:href|src)="(\/[^"]+)"[^>]*>/g);
  const loaded = [...found].filter(([tag]) => !/rel="(?:alternate|canonical)"/.test(tag));
  return [...new Set(loaded.map(([, address]) => address ?? ""))];
}

async function firstVisit(url: string): Promise<Answer[]> {
  const home = await send(url, { path: "/", expect: 200 });
  const answers = [home];
  for (const path of assetsOf(home.text)) answers.push(await send(url, { path, expect: 200 }));
  for (const path of answers.slice(1).flatMap(({ text }) => urlsIn(text)))
    answers.push(await send(url, { path, expect: 200 }));
  return answers;
}

/** What a style sheet fetches in its turn. */
const urlsIn = (css: string): string[] =>
  [...css.matchAll(/url\(["']?(\/[^)"']+)["']?\)/g)].map(([, address]) => address ?? "");

/** What pages weigh on the line, compressed as the browser asks (Brotli), without headers. */
export async function benchPages(stage: Stage): Promise<Figure[]> {
  const { url } = stage.server;
  const draft = stage.drafts.at(0);
  if (!draft) throw new Error("no draft");
  const own = cookieOf(stage, draft);
  const pages: readonly [name: string, path: string, cookie?: string][] = [
    ["home", "/"],
    ["services", "/services"],
    ["service", "/services/birth-certificate"],
    ["form", `/drafts/${draft.id}/page/certificate`, own],
    ["check", `/drafts/${draft.id}/check`, own],
    ["worklist", "/office", officerCookie(stage, 0)],
  ];
  const figures: Figure[] = [];
  for (const [name, path, cookie] of pages) {
    const page = await send(url, { path, ...(cookie && { cookie }), expect: 200 });
    const goal = name === "worklist" ? {} : { goal: 14 };
    figures.push({ name: `page.${name}`, value: kilobytes([page]), unit: "kB", ...goal });
  }
  const value = kilobytes(await firstVisit(url));
  return [...figures, { name: "page.first-visit", value, unit: "kB", goal: 50 }];
}
