import { readFileSync } from "node:fs";
import { type Definition, readExamples } from "../../src/catalogue/index.ts";
import { type Answers, exampleAnswers, itemsOf, rawOf } from "../../src/form/index.ts";
import { formTo } from "../apply.ts";
import type { Answer, Client } from "../client.ts";
import { filled, type PageForm } from "../page-forms.ts";
import type { Town } from "../town.ts";
import { pdf } from "./apply-given.ts";

export const exporting = [
  "coffee-tea-export-clearance",
  "phytosanitary-certificate",
  "certificate-of-origin",
  "transit-corridor-file",
] as const;

/** All that the exporter knows: the first examples of the services speak of the same lot. */
export function knowledge(services: readonly string[] = exporting): Answers {
  const each = services.map((service) => {
    const file = `jurisdictions/rw/services/${service}/examples.yaml`;
    const [first] = readExamples(file, readFileSync(file, "utf8")).examples;
    if (!first) throw new Error(`${service} has no example`);
    return exampleAnswers(first);
  });
  return Object.assign({}, ...each);
}

/** What was asked, in which step: `exporter_tin` → the drafts on whose pages it stood. */
export type Asked = Map<string, Set<string>>;

const place =
  /^\/journeys\/([0-9a-f-]{36})\/steps\/([0-9a-f-]{36})\/(?:page\/([^/?]+)(?:\/(\d+))?|documents)/;

/** Begins a journey, as from its page. */
export async function beginJourney(browser: Client, id: string): Promise<Answer> {
  const page = await browser.get(`/life-events/${id}`);
  const form = formTo(page, `/life-events/${id}/start`);
  if (!form) throw new Error(`no way to begin on ${page.path} (${page.status})`);
  return browser.send(form.action, filled(form, {}));
}

/**
 * Answers only what stands on each page, until a page is none of the questions; says what was
 * asked.
 */
export async function answerAll(
  town: Town,
  browser: Client,
  from: Answer,
  knows: Answers | ((service: string) => Answers),
  asked: Asked = new Map(),
): Promise<Answer> {
  let at = from;
  for (let pages = 0; pages < 80; pages++) {
    const found = place.exec(at.path);
    if (!found) return at;
    const [, journey = "", draft = "", page, item] = found;
    const form = formTo(at, `/journeys/${journey}/steps/${draft}/`);
    if (!form) throw new Error(`no form on ${at.path} (${at.status})`);
    note(asked, form, draft);
    if (page === undefined) {
      at = await browser.send(form.action, withFiles(form));
      continue;
    }
    const def = await definitionOf(town, draft);
    const own = typeof knows === "function" ? knows(def.id) : knows;
    const isList = def.form.find(({ id }) => id === page)?.repeat && item === undefined;
    at = isList
      ? await listed(browser, at, form, itemsOf(def, page, own).length)
      : await browser.send(form.action, filled(form, onPage(form, def, page, own, item)));
  }
  throw new Error(`no way past ${at.path}`);
}

async function definitionOf({ app }: Town, draft: string): Promise<Definition> {
  const [row] = await app.sql<{ service: string }[]>`
    select service from cases.draft where id = ${draft}`;
  const def = app.catalogue.current(row?.service ?? "");
  if (!def) throw new Error(`draft ${draft} is of no service`);
  return def;
}

/** Only inputs that stand on the page: nobody types into what he is not asked. */
function onPage(form: PageForm, def: Definition, page: string, knows: Answers, item = "0") {
  const all = rawOf(def, page, knows, Math.max(0, Number(item) - 1));
  const shown = new Set(form.inputs.map(({ name }) => name.replace(/^_search\./, "")));
  return Object.fromEntries(Object.entries(all).filter(([name]) => shown.has(name)));
}

function listed(browser: Client, at: Answer, form: PageForm, wanted: number): Promise<Answer> {
  const items = new Set(at.body.match(new RegExp(`${form.action}/\\d+`, "g")));
  return items.size > wanted
    ? browser.send(form.action, filled(form, {}))
    : browser.get(`${form.action}/${items.size}`);
}

function withFiles(form: PageForm): FormData {
  const body = new FormData();
  for (const [name, value] of form.set) body.append(name, value);
  for (const { name, type } of form.inputs)
    if (type === "file") body.append(name, pdf(`${name.replace("document.", "")}.pdf`, name));
  return body;
}

function note(asked: Asked, form: PageForm, draft: string): void {
  for (const { name } of form.inputs) {
    if (/^_(?!search\.)/.test(name)) continue;
    const plain = name.replace(/^_search\./, "").replace(/-(day|month|year)$/, "");
    asked.set(plain, (asked.get(plain) ?? new Set()).add(draft));
  }
}
