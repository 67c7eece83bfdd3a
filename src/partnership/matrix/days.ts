import { dateOf } from "../../kernel/index.ts";
import type { Day } from "../instruments/model.ts";

/** A day as somebody wrote it: read, or why not. */
export type ReadDay = Day | "unclear" | "unknown";

/** Lower case without marks, so that "Août", "aout" and "AOÛT" are one. */
export const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replaceAll(/[Iİı]/g, "i")
    .toLowerCase()
    .replaceAll("ə", "e")
    .replace(/\s+/g, " ")
    .trim();

/** Names of months in the four languages, whole and short. */
const namedMonths = (): ReadonlyMap<string, number> =>
  new Map(
    ["en", "fr", "rw", "az"].flatMap((lang) =>
      (["long", "short"] as const).flatMap((style) => {
        const format = new Intl.DateTimeFormat(lang, { month: style, timeZone: "UTC" });
        return Array.from({ length: 12 }, (_, at): [string, number] => [
          plain(format.format(Date.UTC(2026, at, 15))).replace(/\.$/, ""),
          at + 1,
        ]);
      }),
    ),
  );
let months: ReadonlyMap<string, number> | undefined;

const day = (d = "", m = "", y = ""): ReadDay => dateOf(d, m, y) ?? "unknown";

/**
 * A day in the styles that people write: 2026-12-31, 31.12.2026, 31/12/2026, 31 December 2026 and
 * December 31, 2026, in four languages. `unclear` where a day and a month could be exchanged
 * (03/04/2026); `unknown` where it is no day.
 */
export function readDay(written: string): ReadDay {
  const text = plain(written).replaceAll(/[.,]$/g, "");
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso) return day(iso[3], iso[2], iso[1]);
  const dotted = /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})$/.exec(text);
  if (dotted) return day(dotted[1], dotted[2], dotted[3]);
  const slashed = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text);
  if (slashed) {
    const [, first = "", second = "", year] = slashed;
    const sure = Number(first) > 12 || first === second;
    return sure ? day(first, second, year) : "unclear";
  }
  const [, before, name = "", after, year] =
    /^(\d{1,2})?(?:st|nd|rd|th|er)? ?([\p{L}]+)\.? ?(\d{1,2})?(?:st|nd|rd|th)?,? (\d{4})$/u.exec(
      text,
    ) ?? [];
  months ??= namedMonths();
  const month = months.get(name);
  if (month === undefined || (before === undefined) === (after === undefined)) return "unknown";
  return day(before ?? after, String(month), year);
}
