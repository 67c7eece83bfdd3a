import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Asset, assetOf } from "../../../platform/http/index.ts";
import type { Lang } from "../../../platform/i18n/index.ts";

/** Where a clip begins in the recording of its language and how long it is, in seconds. */
export type Clip = readonly [start: number, seconds: number];

const folder = import.meta.dirname;
const clips: Readonly<Record<string, Readonly<Record<string, Clip>> | undefined>> = JSON.parse(
  readFileSync(join(folder, "clips.json"), "utf8"),
);

const recordings = Object.keys(clips).map(
  (lang) => [lang, { ...assetOf(folder, `voice-${lang}.wav`), type: "audio/wav" }] as const,
);

export const voiceAssets: readonly Asset[] = recordings.map(([, asset]) => asset);

/** Language → address of its recording, for boards whose browser has no voice for it. */
export const voicePaths: Readonly<Record<string, string>> = Object.fromEntries(
  recordings.map(([lang, { path }]) => [lang, path]),
);

/** A number up to ten is one word; a higher one is said digit by digit. */
const numberParts = (digits: string): string[] =>
  Number(digits) <= 10 ? [String(Number(digits))] : [...digits.replace(/^0+/, "")];

const partsOf = (name: string): string[] =>
  (name.toUpperCase().match(/\d+|\D/g) ?? []).flatMap((part) =>
    /^\d/.test(part) ? numberParts(part) : [part],
  );

/**
 * The clips that call a ticket to a counter, in their order; none where the language has no
 * recording or the number or the counter's name has a sign that was not recorded.
 */
export function clipsFor(lang: Lang, number: string, counter: string): readonly Clip[] {
  const names = ["ticket", ...partsOf(number), "counter", ...partsOf(counter)];
  const called = names.map((name) => clips[lang]?.[name]);
  return called.every((clip) => clip !== undefined) ? called : [];
}
