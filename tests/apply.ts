import type { Definition } from "../src/catalogue/index.ts";
import { type Answers, itemsOf, rawOf } from "../src/form/index.ts";
import type { Answer } from "./client.ts";
import { filled, formsOf, type PageForm } from "./page-forms.ts";

/** What a browser can do; a patient one does it again until there is an answer. */
export interface Browser {
  get(path: string): Promise<Answer>;
  send(path: string, body: URLSearchParams | FormData): Promise<Answer>;
}

/** What a person brings: answers by field, and a file for each paper. */
export interface Brought {
  readonly def: Definition;
  readonly answers: Answers;
  readonly files: ReadonlyMap<string, File>;
}

const place = /^\/drafts\/([0-9a-f-]{36})\/(page\/([^/?]+)(?:\/(\d+))?|documents|check)/;

/** The draft that a page belongs to. */
export const draftOf = ({ path }: Answer): string | undefined => place.exec(path)?.[1];

/** The form of a page that leads to this address, without what else stands on it. */
export const formTo = (page: Answer, prefix: string): PageForm | undefined =>
  formsOf(page.body, page.path).find(
    ({ action, method }) => method === "post" && action.startsWith(prefix),
  );

/** Begins an application, as from the page of the service. */
export async function begin(browser: Browser, service: string): Promise<Answer> {
  const page = await browser.get(`/services/${service}`);
  const form = formTo(page, `/services/${service}/start`);
  if (!form) throw new Error(`no way to begin on ${page.path} (${page.status})`);
  return browser.send(form.action, filled(form, {}));
}

/** Answers page after page and sends; the page on which the way through the form ends. */
export async function goThrough(browser: Browser, from: Answer, brought: Brought): Promise<Answer> {
  let at = from;
  for (let steps = 0; steps < 60; steps++) {
    const next = await step(browser, at, brought);
    if (!next) return at;
    at = next;
  }
  throw new Error(`no way past ${at.path}`);
}

/** One page further; undefined where the page is none of the form. */
export async function step(
  browser: Browser,
  at: Answer,
  brought: Brought,
): Promise<Answer | undefined> {
  const [, draft, what, page, item] = place.exec(at.path) ?? [];
  if (!draft) return undefined;
  const form = formTo(at, `/drafts/${draft}/`);
  // A page that came without its form (a refusal, a sign-in between) is opened again.
  if (!form) return browser.get(`/drafts/${draft}`);
  if (what === "check") return browser.send(form.action, filled(form, { declaration: "true" }));
  if (what === "documents") return browser.send(form.action, withFiles(form, brought.files));
  const { def, answers } = brought;
  const name = page ?? "";
  const isList = def.form.find(({ id }) => id === name)?.repeat && item === undefined;
  if (!isList)
    return browser.send(form.action, filled(form, rawOf(def, name, answers, Number(item ?? 0))));
  const listed = new Set(at.body.match(new RegExp(`/drafts/${draft}/page/${name}/\\d+`, "g")));
  const wanted = itemsOf(def, name, answers).length;
  return listed.size > wanted
    ? browser.send(form.action, filled(form, {}))
    : browser.get(`/drafts/${draft}/page/${name}/${listed.size - 1}`);
}

function withFiles(form: PageForm, files: Brought["files"]): FormData {
  const body = new FormData();
  for (const [name, value] of form.set) body.append(name, value);
  for (const { name, type } of form.inputs) {
    const file = type === "file" && files.get(name.replace(/^document\./, ""));
    if (file) body.append(name, file);
  }
  return body;
}
