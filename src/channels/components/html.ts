import { html, type SafeHtml } from "@remix-run/html-template";

export { html, type SafeHtml };

/** What may stand where a component shows content: text is escaped, SafeHtml is taken as it is. */
export type Content = SafeHtml | string;

/** ` name` and ` name="` made once: fields ask for the same dozen on every page. */
const names = new Map<string, { readonly alone: SafeHtml; readonly open: SafeHtml }>();

function named(name: string) {
  const known = names.get(name);
  if (known) return known;
  const made = { alone: html.raw` ${name}`, open: html.raw` ${name}="` };
  names.set(name, made);
  return made;
}

/** ` name="value"`, ` name` for true, nothing for undefined or false. `name` is ours, never a person's. */
export function attr(name: string, value: string | number | boolean | undefined): SafeHtml | null {
  if (value === undefined || value === false) return null;
  return value === true ? named(name).alone : html`${named(name).open}${value}"`;
}

/** Class names in one string; what is false or undefined is left out. */
export const classes = (...names: (string | false | undefined)[]): string =>
  names.filter(Boolean).join(" ");

/** One example of a component: a sentence and its HTML. Every one is judged by axe in a browser. */
export interface Example {
  readonly name: string;
  readonly html: SafeHtml;
}
