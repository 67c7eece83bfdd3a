import { unzipSync, zipSync } from "fflate";

/** Larger than any text or table of ours; a file that swells beyond it is refused unread. */
export const officeFileLimits = { bytes: 4 * 1024 * 1024, inside: 40 * 1024 * 1024, parts: 1000 };

/**
 * A Word or Excel file packed anew, with nothing in it larger than it says: what was declared is
 * the limit.
 *
 * @param part a file that must be inside of it: `word/document.xml`
 * @returns undefined where it is no such file, or too large
 */
export function withinLimits(
  file: Uint8Array,
  part: string,
):
  | { readonly packed: Uint8Array; readonly parts: Readonly<Record<string, Uint8Array>> }
  | undefined {
  if (file.byteLength > officeFileLimits.bytes) return undefined;
  let [inside, count] = [0, 0];
  try {
    const parts = unzipSync(file, {
      filter: ({ originalSize }) => {
        inside += originalSize;
        count += 1;
        if (inside > officeFileLimits.inside || count > officeFileLimits.parts)
          throw new Error("too large");
        return true;
      },
    });
    return part in parts ? { packed: zipSync(parts, { level: 0 }), parts } : undefined;
  } catch {
    return undefined;
  }
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };

/** Text of HTML that mammoth wrote: a paragraph or line break ends a line, all else falls away. */
export const textIn = (html: string): string =>
  html
    .replace(/<\/p>|<\/li>|<br ?\/?>/g, "\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&(amp|lt|gt|quot);/g, (_whole, name: string) => entities[name] ?? "")
    .replace(/[ \t\u00a0]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .trim();
