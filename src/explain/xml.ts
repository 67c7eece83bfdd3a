const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** Text for an element or a double-quoted attribute of XML. */
export const xml = (text: string): string =>
  text.replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign).replaceAll(/\s+/g, " ");

/** Breaks words into lines of about so many signs; what does not fit ends in "…". */
export function lines(text: string, width: number, most: number): string[] {
  const all: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = all.at(-1);
    if (last !== undefined && last.length + word.length < width)
      all[all.length - 1] = `${last} ${word}`;
    else all.push(word);
  }
  if (all.length <= most) return all;
  return [...all.slice(0, most - 1), `${(all[most - 1] ?? "").slice(0, width - 1)}…`];
}

/** The least width in signs at which a text breaks into no more lines than these. */
export function widthIn(text: string, most: number): number {
  let width = Math.ceil(text.length / most);
  while (
    lines(text, width, Number.POSITIVE_INFINITY).some((line) => line.length > width) ||
    lines(text, width, Number.POSITIVE_INFINITY).length > most
  )
    width += 1;
  return width;
}
