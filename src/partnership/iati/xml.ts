/** Attributes of an element; one that is undefined is left out. */
type Attributes = Readonly<Record<string, string | undefined>>;

/** XML as text that is already escaped. */
export interface Xml {
  readonly xml: string;
}

type Child = Xml | string | undefined | readonly Child[];

const escaped = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    // What XML 1.0 cannot carry at all, whatever stood in a text that was pasted.
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "");

const textOf = (child: Child): string => {
  if (child === undefined) return "";
  if (typeof child === "string") return escaped(child);
  return "xml" in child ? child.xml : child.map(textOf).join("");
};

/** One element. Texts among its children are escaped, what is undefined is left out. */
export function element(name: string, attributes: Attributes = {}, ...children: Child[]): Xml {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escaped(value)}"`],
  );
  const inside = textOf(children);
  const begin = `<${name}${written.join("")}`;
  return { xml: inside === "" ? `${begin}/>` : `${begin}>${inside}</${name}>` };
}

/** A whole document. */
export const xmlDocument = ({ xml }: Xml): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${xml}\n`;
