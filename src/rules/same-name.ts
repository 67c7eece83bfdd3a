/** The words of a text without capitals, accents and what stands between them. */
export const plainWords = (text: string): readonly string[] =>
  text
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[\s,.'’-]+/)
    .filter(Boolean);

/** Whether two texts are the name of one person: the order of its parts makes no difference. */
export const sameName = (one: string, other: string): boolean =>
  plainWords(one).toSorted().join(" ") === plainWords(other).toSorted().join(" ");
