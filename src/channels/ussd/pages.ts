import { smsSize, smsText } from "../../messages/index.ts";

/** A text with numbered options below it, however long. */
export interface Long {
  readonly text: string;
  readonly options: readonly string[];
  readonly lang: string;
  /** Words for the two keys below every page; absent where the key does nothing there. */
  readonly back?: string;
  readonly more: string;
  /** Nothing lies before its first page. */
  readonly top?: boolean;
}

/** One screen: its text, and which option each digit chooses (`chooses[0]` for 1). */
export interface PageCut {
  readonly text: string;
  readonly chooses: readonly number[];
}

/** Options on one page: 8 is left free, 9 and 0 are keys. */
const most = 7;

/**
 * 160 septets or 70 code units: what every handset shows after its own marks (TS 23.038, 4 and 5).
 */
export function fits(text: string): boolean {
  const { encoding, units } = smsSize(text);
  return units <= (encoding === "UCS-2" ? 70 : 160);
}

interface Draft {
  readonly lines: string;
  readonly chooses: readonly number[];
}

/**
 * Cuts at word ends into pages that fit with their mark and keys; no word is lost. An option that
 * is longer than a page goes on over the next ones under the same digit.
 */
export function cutPages(long: Long): readonly PageCut[] {
  const say = (text: string) => smsText(text, long.lang).trim();
  const plain: Long = { ...long, text: say(long.text), options: long.options.map(say) };
  const whole = draftWhole(plain);
  if (whole) return [{ text: whole, chooses: long.options.map((_, index) => index) }];
  const drafts = draftsOf(plain);
  return drafts.map(({ lines, chooses }, index) => ({
    text:
      `${index + 1}/${drafts.length} ${lines}` +
      `${keysOf(plain, index < drafts.length - 1, index === 0)}`,
    chooses,
  }));
}

/** Below a page: 9 goes on, 0 goes back. */
const keysOf = ({ back, more, top }: Long, hasMore: boolean, first = false): string => {
  const backs = back !== undefined && !(top && first);
  const keys = [...(hasMore ? [`9 ${more}`] : []), ...(backs ? [`0 ${back}`] : [])];
  return keys.length > 0 ? `\n${keys.join(" ")}` : "";
};

const optionLine = (digit: number, label: string) => `${digit} ${label}`;

function draftWhole(long: Long): string | undefined {
  if (long.options.length > most) return undefined;
  const lines = [
    ...(long.text === "" ? [] : [long.text]),
    ...long.options.map((label, index) => optionLine(index + 1, label)),
  ].join("\n");
  const text = `${lines}${keysOf(long, false, true)}`;
  return fits(text) ? text : undefined;
}

function draftsOf(long: Long): readonly Draft[] {
  const roomy = (lines: string) => fits(`88/88 ${lines}${keysOf(long, true)}`);
  const pages = words(long.text, "", roomy).map((lines): Draft => ({ lines, chooses: [] }));
  for (const [index, label] of long.options.entries()) {
    const last = pages.at(-1);
    const digit = (last?.chooses.length ?? 0) + 1;
    const joined = last && `${last.lines}\n${optionLine(digit, label)}`;
    if (last && joined && digit <= most && roomy(joined))
      pages[pages.length - 1] = { lines: joined, chooses: [...last.chooses, index] };
    else pages.push(...words(label, "1 ", roomy).map((lines) => ({ lines, chooses: [index] })));
  }
  return pages;
}

/** What is left of a page is moved on where a sentence ends in its second half. */
function atSentence(piece: string, before: string): { page: string; rest: string } {
  const end = Math.max(...[". ", "? ", "! ", "\n"].map((mark) => piece.lastIndexOf(mark)));
  if (end < piece.length / 2 || end <= before.length) return { page: piece, rest: "" };
  return { page: piece.slice(0, end + 1), rest: piece.slice(end + 1).trimStart() };
}

/** A text in pieces that fit, each behind `before`; a word that fits nowhere is cut. */
function words(text: string, before: string, roomy: (lines: string) => boolean): string[] {
  if (text === "") return [];
  const pieces: string[] = [];
  let piece = before;
  for (const word of text.split(/(?<=[ \n])/)) {
    if (roomy(`${piece}${word.trimEnd()}`)) {
      piece += word;
      continue;
    }
    const { page, rest } = atSentence(piece, before);
    if (page !== before) pieces.push(page.trimEnd());
    piece = `${before}${rest}`;
    if (rest !== "" && roomy(`${piece}${word.trimEnd()}`)) {
      piece += word;
      continue;
    }
    if (rest !== "") {
      pieces.push(piece.trimEnd());
      piece = before;
    }
    for (const character of roomy(`${before}${word.trimEnd()}`) ? [word] : [...word]) {
      if (!roomy(`${piece}${character.trimEnd()}`)) {
        pieces.push(piece);
        piece = before;
      }
      piece += character;
    }
  }
  return piece.trim() === before.trim() ? pieces : [...pieces, piece.trimEnd()];
}
