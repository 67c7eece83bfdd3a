import { html as escaping, type SafeHtml } from "@remix-run/html-template";

export type { SafeHtml };

/**
 * HTML from a template. Values are escaped unless they are SafeHtml. A template may be written on
 * several lines: a line break with its indentation counts for nothing between elements and beside a
 * value, and for one space within a text or between attributes. Where a space is meant, it is not a
 * line break: `${" "}`.
 */
export const html: HtmlTag = Object.assign(
  (strings: TemplateStringsArray, ...values: Shown[]) =>
    escaping(onOneLine(strings), ...(values as Parameters<typeof escaping>[1][])),
  { raw: escaping.raw },
);

/** What a template shows; not a boolean, which would stand on the page as "false". */
type Shown = SafeHtml | string | number | null | undefined | readonly Shown[];

interface HtmlTag {
  (strings: TemplateStringsArray, ...values: readonly Shown[]): SafeHtml;
  readonly raw: typeof escaping.raw;
}

const folded = new WeakMap<TemplateStringsArray, TemplateStringsArray>();

/** The fixed parts of a template without its line breaks; worked out once for each template. */
function onOneLine(strings: TemplateStringsArray): TemplateStringsArray {
  const before = folded.get(strings);
  if (before) return before;
  const parts = strings.some((part) => part.includes("\n")) ? fold(strings) : strings;
  folded.set(strings, parts);
  return parts;
}

function fold(strings: TemplateStringsArray): TemplateStringsArray {
  let isInTag = false;
  const parts = strings.map((part) => {
    const startsInTag = isInTag;
    const inTag = (at: number): boolean => {
      const opened = part.lastIndexOf("<", at - 1);
      const closed = part.lastIndexOf(">", at - 1);
      return at === 0 || opened === closed ? startsInTag : opened > closed;
    };
    const text = part.replaceAll(/[ \t]*\n\s*/g, (gap, at: number) => {
      const last = part[at - 1];
      const next = part[at + gap.length];
      if (next === undefined || next === "<" || next === ">") return "";
      if (inTag(at)) return " ";
      return last === undefined || last === ">" ? "" : " ";
    });
    isInTag = inTag(part.length);
    return text;
  });
  return Object.assign(parts, { raw: parts });
}

/**
 * The text as HTML, with references for what lies beyond Latin-1: with one such character V8 keeps
 * the whole page at two bytes a character, and making UTF-8 of it takes ten times as long.
 */
export function latin(text: string): SafeHtml {
  const escaped = String(html`${text}`).replaceAll(
    /[\u0100-\u{10ffff}]/gu,
    (character) => `&#${character.codePointAt(0)};`,
  );
  // A text that came out of a wider one stays as wide until it is copied.
  return html.raw`${Buffer.from(escaped, "latin1").toString("latin1")}`;
}

/** In one piece: V8 keeps what was put together as a tree, and walks it for every page. */
export const flat = (made: SafeHtml): SafeHtml => html.raw`${Buffer.from(String(made)).toString()}`;

/** What may stand where a component shows content: text is escaped, SafeHtml is taken as it is. */
export type Content = SafeHtml | string;

/** ` name` and ` name="` made once: fields ask for the same dozen on every page. */
const names = new Map<string, { readonly alone: SafeHtml; readonly open: SafeHtml }>();

function named(name: string) {
  const cached = names.get(name);
  if (cached) return cached;
  const made = { alone: html.raw` ${name}`, open: html.raw` ${name}="` };
  names.set(name, made);
  return made;
}

/**
 * ` name="value"`, ` name` for true, nothing for undefined or false. `name` is ours, never a
 * person's.
 */
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
