import type { Board } from "../../centres/index.ts";
import { type I18n, isLang, type Lang } from "../../platform/i18n/index.ts";
import { spoken } from "./ticket-words.ts";
import { type Clip, clipsFor } from "./voices/voices.ts";

/** What a display is sent of a hall: nothing that names anybody. */
export interface Shown {
  readonly version: number;
  readonly waiting: number;
  readonly next: readonly string[];
  /** To everybody, in each language in which it was written. */
  readonly announced: readonly { readonly lang: string; readonly text: string }[];
  readonly calls: readonly {
    readonly number: string;
    readonly counter: string;
    readonly calls: number;
    readonly lang: Lang;
    /** What a voice says, in the language of whoever is called. */
    readonly say: string;
    /** The same in recorded clips, for a browser without a voice for the language. */
    readonly clips: readonly Clip[];
  }[];
}

/** A board as a display needs it. `usual` is for tickets in a language that is not offered. */
export function shownOf(board: Board, i18n: I18n, usual: Lang): Shown {
  return {
    version: board.version,
    waiting: board.waiting,
    next: board.next,
    announced: announcedIn(board),
    calls: board.calls.map(({ number, counter, calls, lang: asked }) => {
      const lang = isLang(asked) ? asked : usual;
      const say = i18n.for(lang)("hall.say", { number: spoken(number), counter });
      return { number, counter, calls, lang, say, clips: clipsFor(lang, number, counter) };
    }),
  };
}

/** The announcement, language by language. */
export const announcedIn = ({ announced }: Board) =>
  Object.entries(announced).map(([lang, text]) => ({ lang, text }));

/** One event of text/event-stream (HTML, 9.2.6). `data` in one line. */
export const eventOf = (name: string, data: string): string => `event: ${name}\ndata: ${data}\n\n`;
