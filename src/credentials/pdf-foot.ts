/** The foot of a certificate: its own facts, seal and signatures left, the code right. */
import { qrText } from "../certificate-code/index.ts";
import { withoutScheme } from "../kernel/index.ts";
import {
  codeMatrix,
  drawCode,
  drawEmblem,
  drawSeal,
  drawTwo,
  fitted,
  ink,
  secondStyle,
  type Two,
  tint,
  two,
} from "../paper/index.ts";
import type { Drawing } from "./pdf.ts";
import { ownFields } from "./pdf-lines.ts";

/** 142 points are 50 mm: at 77 modules 0.65 mm each, which a cheap telephone reads from a copy. */
const codeSide = 142;
/** Four modules of white around the code (ISO/IEC 18004). */
const quiet = (codeSide / 77) * 4;
const box = codeSide + 2 * quiet;

export const footHeight = box + 36;

const addressOf = ({ origin }: Drawing["look"]) => `${withoutScheme(origin)}/v`;

export function drawFoot(drawing: Drawing): void {
  const { sheet, place, bottom } = drawing;
  const top = bottom - footHeight;
  const left = { x: place.x, width: place.width - box - 22 };
  drawOwn(drawing, left, top);
  drawSealArea(drawing, left, top + 50);
  drawSignatures(drawing, left, top + 50);
  drawNote(drawing, left);
  drawCheck(drawing, top);
  sheet.y = bottom;
}

interface Column {
  readonly x: number;
  readonly width: number;
}

/** Number, day of issue and end, in a tinted strip. */
function drawOwn({ sheet, certificate, look, face, both }: Drawing, at: Column, top: number) {
  const fields = ownFields(certificate, look.timeZone, both);
  const width = at.width / fields.length;
  const height = 46;
  const lang = both.second?.lang;
  sheet.artifact(() => {
    const { doc } = sheet;
    doc.rect(at.x, top, at.width, height).fill(tint(face.colours.strong, 0.06));
    doc.rect(at.x, top, at.width, 0.7).rect(at.x, top + height - 0.7, at.width, 0.7);
    doc.fill(face.colours.strong);
  });
  sheet.open("L");
  fields.forEach(({ label, value }, column) => {
    const cell = { x: at.x + column * width + 5, width: width - 6, gap: -0.5 };
    const small = { ...cell, size: 6.2, font: "strong" as const, colour: ink.quiet };
    const large = fitted(sheet, value[0], { ...cell, size: 10.6, font: "heavy" }, 8);
    sheet.y = top + 3.5;
    sheet.open("LI");
    const labels = { first: small, second: secondStyle(small, 7.2) };
    drawTwo(sheet, "Lbl", label, { style: labels, lang });
    sheet.y = Math.max(sheet.y, top + 20);
    const style = { first: large, second: secondStyle(large, 8.2), gap: -1.5 };
    drawTwo(sheet, "LBody", value, { style, lang });
    sheet.close();
  });
  sheet.close();
}

const radius = 40;

function drawSealArea({ sheet, face, both }: Drawing, at: Column, top: number): void {
  const seal = { x: at.x + radius + 2, y: top + radius + 10, radius };
  sheet.artifact(() => {
    drawSeal(sheet, face, seal);
    const side = radius * 0.78;
    drawEmblem(sheet, face, { x: seal.x - side / 2, y: seal.y - side / 2, side });
  });
  const under = { x: seal.x - 60, width: 120, align: "center" as const, gap: 0 };
  const tiny = { ...under, size: 6.8, colour: ink.quiet };
  const [first, second] = two(both, (t) => t("certificate.seal"));
  sheet.y = seal.y + radius + 3;
  sheet.element("P", () => sheet.text(second ? `${first} · ${second}` : first, tiny));
}

function drawSignatures(drawing: Drawing, column: Column, top: number): void {
  const { sheet, certificate, face, both } = drawing;
  const lang = both.second?.lang;
  const { signed = [], office } = certificate;
  const x = column.x + 2 * radius + 20;
  const at = { x, width: column.width - (2 * radius + 20), gap: 0 };
  const text = { ...at, size: 8.5 };
  sheet.y = top + 7;
  if (office) {
    const done = two(both, (t) => t("certificate.done-at", { place: t.words(office) }));
    drawTwo(sheet, "P", done, { style: { first: text, second: secondStyle(text, 9.2) }, lang });
  }
  const authority = two(both, (t) => t.words(certificate.authority.name));
  const signers = signed.length > 0 ? signed.slice(0, 2) : [undefined];
  const large = { ...at, size: 13, font: "heavy" as const };
  // The names of a committee stand in one signature.
  const isLong = signers.some((each) => each && sheet.width(each.name, large) > at.width);
  const name = isLong ? { ...large, size: 9.5 } : large;
  sheet.y = signers.length > 1 ? top + 30 : top + (isLong ? 40 : 50);
  for (const signer of signers) {
    const line = sheet.y;
    sheet.artifact(() => sheet.doc.rect(x, line, at.width, 0.7).fill(face.colours.strong));
    sheet.y += 2;
    if (signer) sheet.element("P", () => sheet.text(signer.name, name));
    const role: Two = signer ? two(both, (t) => t.words(signer.role)) : authority;
    const small = { ...at, size: 7.8 };
    drawTwo(sheet, "P", role, { style: { first: small, second: secondStyle(small, 8.6) }, lang });
    sheet.y += 7;
  }
}

function drawNote({ sheet, look, both, bottom }: Drawing, at: Column): void {
  const address = addressOf(look);
  const words = two(both, (t) => t("certificate.signed-electronically", { address }));
  const note = { ...at, gap: -0.5, size: 6.6, colour: ink.quiet };
  const style = { first: note, second: secondStyle(note, 7.4) };
  sheet.y = bottom - 35;
  drawTwo(sheet, "P", words, { style, lang: both.second?.lang });
}

function drawCheck({ sheet, certificate, look, face, both, place }: Drawing, top: number): void {
  const { doc } = sheet;
  const x = place.x + place.width - box;
  sheet.artifact(() => {
    doc.rect(x, top, box, box).fill("#ffffff");
    doc.rect(x, top, box, box).lineWidth(0.5).stroke(face.colours.strong);
  });
  if (!certificate.cwt) {
    const none = { x: x + quiet, width: codeSide, align: "center" as const, size: 9, gap: 0 };
    sheet.y = top + box / 2 - 12;
    sheet.element("P", () => sheet.text(both.first("certificate.draft-code"), none));
    return;
  }
  const matrix = codeMatrix(qrText(look.origin, certificate.cwt));
  const alt = both.first("certificate.code-alt", { number: certificate.number });
  sheet.element(
    "Figure",
    () => drawCode(doc, matrix, { x: x + quiet, y: top + quiet, side: codeSide }),
    { alt, bbox: [x, top, x + box, top + box] },
  );
  const at = { x: x - 4, width: box + 8, align: "center" as const, gap: -0.5 };
  const small = { ...at, size: 6.6, font: "strong" as const };
  sheet.y = top + box + 2;
  const lang = both.second?.lang;
  const words = two(both, (t) => t("certificate.check-caption"));
  drawTwo(sheet, "P", words, { style: { first: small, second: secondStyle(small, 7.4) }, lang });
}
