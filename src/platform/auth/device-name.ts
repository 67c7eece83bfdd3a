/** Browsers by a word of theirs; those that also call themselves others come first. */
const browsers: readonly (readonly [name: string, word: RegExp])[] = [
  ["Edge", /\bEdg(e|A|iOS)?\//],
  ["Opera", /\bOPR\/|\bOpera\b/],
  ["Samsung Internet", /\bSamsungBrowser\//],
  ["Firefox", /\b(Firefox|FxiOS)\//],
  ["Chrome", /\b(Chrome|CriOS|HeadlessChrome)\//],
  ["Safari", /\bSafari\//],
];

const systems: readonly (readonly [name: string, word: RegExp])[] = [
  ["Android", /\bAndroid\b/],
  ["iPhone", /\biPhone\b/],
  ["iPad", /\biPad\b/],
  ["Windows", /\bWindows NT\b/],
  ["Mac", /\bMacintosh\b/],
  ["ChromeOS", /\bCrOS\b/],
  ["Linux", /\bLinux\b/],
];

/**
 * What somebody recognises their device by: `Firefox, Windows`. Names of products, the same in
 * every language; no version, no model, and nothing else of what the browser says of itself.
 * Undefined where neither is known.
 */
export function deviceName(userAgent: string | undefined): string | undefined {
  const text = (userAgent ?? "").slice(0, 500);
  const nameIn = (list: typeof browsers) => list.find(([, word]) => word.test(text))?.[0];
  const names = [nameIn(browsers), nameIn(systems)].filter((name) => name !== undefined);
  return names.length > 0 ? names.join(", ") : undefined;
}
