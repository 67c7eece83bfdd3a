/** How a kind of paper is drawn: what it is, not how it looks. */
export const paperLayouts = ["civil-status", "licence", "permit", "trade", "letter"] as const;
export type PaperLayout = (typeof paperLayouts)[number];

/**
 * The parts of papers, in one vocabulary for all of them (`certificate.part.<id>`). What is in
 * `issue` every paper says by itself: its number, its day and its end.
 */
export const paperParts = [
  "issue",
  "person",
  "parents",
  "register",
  "use",
  "company",
  "permission",
  "area",
  "parties",
  "goods",
  "transport",
  "verification",
  "degree",
  "travel",
  "collection",
  "answer",
] as const;
export type PaperPart = (typeof paperParts)[number];
