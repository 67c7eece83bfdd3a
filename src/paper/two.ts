import type { Translate } from "../platform/i18n/index.ts";
import { ink, type Sheet, type TextStyle } from "./sheet.ts";

/** The languages of a paper: that of its reader, and one of the state that issues it. */
export interface Both {
  readonly first: Translate;
  readonly second?: Translate | undefined;
}

/** The same in both languages; the second is absent where it would repeat the first. */
export type Two = readonly [first: string, second?: string];

/** Adds a mark to what is said first. */
export const marked = ([first, second]: Two, before: string, after = ""): Two =>
  second === undefined ? [before + first + after] : [before + first + after, second];

/** Says something in both languages. */
export function two({ first, second }: Both, say: (t: Translate) => string): Two {
  const [one, other] = [say(first), second && say(second)];
  return other === undefined || other === one ? [one] : [one, other];
}

export interface TwoStyle {
  readonly first: TextStyle;
  readonly second: TextStyle;
  /** Between the two. */
  readonly gap?: number;
}

/** The second language in italics, a little larger than a sans of the same size would be. */
export const secondStyle = (style: TextStyle, size = style.size): TextStyle => ({
  ...style,
  size,
  font: "italic",
  colour: ink.quiet,
  spacing: 0,
});

/** Draws an element with both languages below each other, the second marked as such. */
export function drawTwo(
  sheet: Sheet,
  type: string,
  [first, second]: Two,
  { style, lang }: { readonly style: TwoStyle; readonly lang: string | undefined },
): void {
  if (second === undefined) {
    sheet.element(type, () => sheet.text(first, style.first));
    return;
  }
  sheet.open(type);
  sheet.element("Span", () => sheet.text(first, style.first));
  sheet.y += style.gap ?? 0;
  sheet.element("Span", () => sheet.text(second, style.second), lang ? { lang } : {});
  sheet.close();
}

export function heightOfTwo(sheet: Sheet, [first, second]: Two, style: TwoStyle): number {
  const height = sheet.height(first, style.first);
  if (second === undefined) return height;
  return height + (style.gap ?? 0) + sheet.height(second, style.second);
}
