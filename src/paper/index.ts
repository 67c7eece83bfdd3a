/**
 * The drawing of papers as PDF: the sheet with its structure for screen readers, the state's face,
 * the border, text in two languages, and the code. It knows no certificate and no bill.
 */
export { type CodeMatrix, codeMatrix, drawCode } from "./code.ts";
export {
  type Dossier,
  type DossierEntry,
  type DossierFile,
  type DossierSection,
  drawDossier,
} from "./dossier.ts";
export { drawBand, drawDraftBand, drawDraftMark } from "./draft.ts";
export { drawEmblem, type Emblem, type Face, plainFace } from "./face.ts";
export { drawFrame, drawSeal, drawStrips, tint } from "./frame.ts";
export { drawGrid, type PaperField, type PaperGroup } from "./grid.ts";
export { drawCentredHead, drawSideHead } from "./head.ts";
export { drawLetter, type Letter } from "./letter.ts";
export {
  fitted,
  ink,
  inner,
  newSheet,
  page,
  type Sheet,
  type SheetInfo,
  type TextStyle,
} from "./sheet.ts";
export { type Both, drawTwo, heightOfTwo, marked, secondStyle, type Two, two } from "./two.ts";
