import type { Chance } from "../crash/chance.ts";
import { formsOf, type PageForm } from "../page-forms.ts";
import { hostileText } from "./mutate.ts";
import type { Attack } from "./siege.ts";

/** How many pages and forms are remembered for each caller: the newest. */
const most = { pages: 60, forms: 20 };

/** Where a press ends everything that a caller could try after it. */
const ends = /^\/(sign-out|demo-issuer)/;

/** What somebody has seen of the site: addresses and forms, from pages as they came. */
export class Memory {
  readonly pages: string[];
  readonly forms: PageForm[] = [];

  constructor(pages: readonly string[]) {
    this.pages = [...pages];
  }

  see(path: string, body: string): void {
    for (const [, href = ""] of body.matchAll(/href="(\/[^"/][^"]*)"/g)) this.go(href);
    for (const form of formsOf(body, path))
      if (!ends.test(form.action)) remember(this.forms, form, most.forms);
  }

  /** An address that somebody was shown, or sent to. */
  go(path: string): void {
    if (!ends.test(path) && !path.startsWith("/assets/") && path.length < 300)
      remember(this.pages, path, most.pages);
  }
}

/** Parts of a page keep all of it alive: what is remembered is a copy. */
const copyOf = <T>(one: T): T => JSON.parse(JSON.stringify(one));

function remember<T>(list: T[], one: T, limit: number): void {
  if (typeof one === "string" && list.includes(one)) return;
  list.push(copyOf(one));
  if (list.length > limit) list.splice(0, list.length - limit);
}

/** A form as it stood on a page, with its token, and something in it that no browser would send. */
export function formAttack(chance: Chance, form: PageForm, token: string): Attack {
  const fields: [string, string][] = form.set
    .filter(([name]) => name !== "_csrf")
    .map(([name, value]) => [name, value]);
  for (const { name, options } of form.inputs)
    if (chance.next() < 0.5)
      fields.push([name, options.length > 0 && chance.next() < 0.6 ? chance.one(options) : "1"]);
  if (form.buttons.length > 0 && chance.next() < 0.8) {
    const { name, value } = chance.one(form.buttons);
    fields.push([name, value]);
  }
  const spoil = Math.floor(chance.between(0, 3));
  for (let times = 0; times < spoil && fields.length > 0; times++) {
    const field = chance.one(fields);
    if (chance.next() < 0.3) field[0] = hostileText(chance);
    else field[1] = hostileText(chance);
  }
  if (chance.next() < 0.05) fields.push(...fields, ...fields);
  fields.push(["_csrf", token]);
  if (form.method === "get") {
    const [path] = form.action.split("?");
    const query = new URLSearchParams(fields.filter(([name]) => name !== "_csrf"));
    return { method: "GET", url: `${path}?${query}`, headers: {} };
  }
  return form.multipart ? multipart(chance, form, fields) : plainForm(form, fields);
}

const plainForm = ({ action }: PageForm, fields: [string, string][]): Attack => ({
  method: "POST",
  url: action,
  headers: { "content-type": "application/x-www-form-urlencoded" },
  payload: String(new URLSearchParams(fields)),
});

/** Parts that are none, with names that are none, sometimes cut off. */
function multipart(chance: Chance, form: PageForm, fields: [string, string][]): Attack {
  const boundary = "hostile";
  const files = form.inputs.filter(({ type }) => type === "file");
  const quoted = (text: string) => text.replaceAll(/["\r\n]/g, "_").slice(0, 300);
  const head = (name: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${quoted(name)}"`;
  const file = (name: string) =>
    [
      `${head(name)}; filename="${quoted(hostileText(chance))}"`,
      `content-type: ${chance.one(["image/png", "application/pdf", "x"])}`,
      "",
      `${chance.one(["%PDF-1.4\n", "\x89PNG\r\n\x1a\n", ""])}${hostileText(chance)}\r\n`,
    ].join("\r\n");
  const parts = [
    ...fields.map(([name, value]) => `${head(name)}\r\n\r\n${value}\r\n`),
    ...files.map(({ name }) => file(name)),
  ];
  const whole = `${parts.join("")}--${boundary}--\r\n`;
  const payload = chance.next() < 0.1 ? whole.slice(0, whole.length * chance.next()) : whole;
  return {
    method: "POST",
    url: form.action,
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
    payload,
  };
}
