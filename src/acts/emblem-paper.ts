import { drawLetter, type Face, two } from "../paper/index.ts";
import type { Lang } from "../platform/i18n/index.ts";
import type { ActDeps } from "./deps.ts";
import { bothOf } from "./letter-words.ts";

/** A paper without content, to see how an emblem looks at its head before it is in force. */
export function drawEmblemPaper(
  deps: Pick<ActDeps, "catalogue" | "i18n" | "clock">,
  face: Face,
  lang: Lang,
): Promise<Uint8Array> {
  const both = bothOf(deps, lang);
  return drawLetter({
    ...{ face, both, at: deps.clock(), number: "0", groups: [] },
    title: two(both, (t) => t("settings.emblem.sample")),
    sentences: [two(both, (t) => t("settings.emblem.sample-text"))],
  });
}
