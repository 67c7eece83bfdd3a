/**
 * How many lines of more than 100 columns each part still has, from before there was a limit: most
 * are the titles of tests. A number may only fall; a part that is not here has none.
 */
export const wideLinesLeft: Readonly<Record<string, number>> = {
  tests: 212,
};

/** `src/channels/web/apply/send.ts` → `src/channels/web`; `src/cases/read.ts` → `src/cases`. */
export function partOf(path: string): string {
  const folders = path.split("/").slice(0, -1);
  const isDeep = folders[0] === "src" && /^(channels|platform)$/.test(folders[1] ?? "");
  return folders.slice(0, folders[0] === "src" ? (isDeep ? 3 : 2) : 1).join("/");
}
