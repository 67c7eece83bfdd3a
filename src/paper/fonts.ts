import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** Latin with all its accents, Greek, Cyrillic and punctuation. */
const alphabet = [
  [0x20, 0x52f],
  [0x1e00, 0x1fff],
  [0x2000, 0x206f],
  [0x2080, 0x208e],
  [0x20a0, 0x20bf],
  [0x2100, 0x215f],
  [0x2260, 0x2265],
].flatMap(([from = 0, to = 0]) => Array.from({ length: to - from + 1 }, (_, n) => from + n));

/** Each weight that a paper is set in: a sans for reading, a serif for what is to be kept. */
const files = {
  regular: "noto-sans/400Regular/NotoSans_400Regular.ttf",
  strong: "noto-sans/600SemiBold/NotoSans_600SemiBold.ttf",
  serif: "eb-garamond/500Medium/EBGaramond_500Medium.ttf",
  heavy: "eb-garamond/600SemiBold/EBGaramond_600SemiBold.ttf",
  italic: "eb-garamond/400Regular_Italic/EBGaramond_400Regular_Italic.ttf",
} as const;

export type FontName = keyof typeof files;
export type Fonts = Readonly<Record<FontName, Buffer>>;

/**
 * A typeface without the tables of rare layout features: pdfkit's font reader decodes them for
 * every document, which took 200 of 220 ms.
 */
async function font(path: string): Promise<Buffer> {
  const whole = await readFile(fileURLToPath(import.meta.resolve(`@expo-google-fonts/${path}`)));
  const { default: subsetFont } = await import("subset-font");
  return subsetFont(whole, String.fromCodePoint(...alphabet), {
    targetFormat: "sfnt",
    keepFeatures: [],
    noHinting: true,
  });
}

let loaded: Promise<Fonts> | undefined;

/** Loaded once, when the first paper is drawn. */
export function loadFonts(): Promise<Fonts> {
  loaded ??= Promise.all(
    Object.entries(files).map(async ([name, path]) => [name, await font(path)] as const),
  ).then((all) => Object.fromEntries(all) as Record<FontName, Buffer>);
  return loaded;
}
