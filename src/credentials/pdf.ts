/**
 * A certificate as a tagged PDF in one language: the issuer, the content, and how to check it. It
 * carries no crest: a coat of arms is not ours to print.
 */

import { qrText } from "../certificate-code/index.ts";
import type { Translate } from "../platform/i18n/index.ts";
import type { Claim, Credential, SignedCredential } from "./paper.ts";
import type { Parts } from "./parts.ts";
import { codeMatrix, drawCode } from "./pdf-code.ts";
import { ink, inner, newSheet, page, type Sheet, type TextStyle } from "./pdf-sheet.ts";

/** The parts that appear on the sheet. */
type Look = Pick<Parts, "origin" | "timeZone" | "demonstration">;

const labelStyle: TextStyle = { size: 9.5, colour: ink.quiet, width: 168 };
const valueX = page.side + 184;
const valueStyle: TextStyle = { size: 11, x: valueX, width: inner - 184 };
/** 142 points are 50 mm: at 77 modules 0.65 mm each, which a cheap telephone reads from a copy. */
const codeSide = 142;

function band(sheet: Sheet, words: string, colour: string): void {
  const style: TextStyle = {
    size: 10,
    font: "strong",
    colour,
    x: page.side + 12,
    width: inner - 24,
  };
  const height = sheet.height(words, style) + 14;
  sheet.doc.markContent("Artifact", { type: "Layout" });
  sheet.doc.rect(page.side, sheet.y, inner, height).lineWidth(1).stroke(colour);
  sheet.doc.endMarkedContent();
  const top = sheet.y;
  sheet.y = top + 7;
  sheet.element("P", () => sheet.text(words, style));
  sheet.y = top + height + 20;
}

function heading(sheet: Sheet, authority: string, title: string): void {
  sheet.element("P", () =>
    sheet.text(authority, { size: 13, font: "strong", colour: ink.accent, spacing: 0.2 }),
  );
  sheet.y += 8;
  sheet.rule(ink.accent, 1.6);
  sheet.y += 28;
  sheet.element("H1", () => sheet.text(title, { size: 25, font: "strong", gap: 0 }));
  sheet.y += 20;
}

function row(sheet: Sheet, label: string, value: string, strong = false): void {
  const style: TextStyle = { ...valueStyle, ...(strong ? { font: "strong" as const } : {}) };
  const height = Math.max(sheet.height(label, labelStyle), sheet.height(value, style));
  sheet.room(height + 10);
  const top = sheet.y;
  sheet.rule();
  sheet.open("TR");
  sheet.y = top + 5.6;
  sheet.element("TH", () => sheet.text(label, labelStyle));
  sheet.y = top + 4.3;
  sheet.element("TD", () => sheet.text(value, style));
  sheet.close();
  sheet.y = top + height + 10;
}

function table(sheet: Sheet, certificate: Credential, parts: Look, t: Translate): void {
  const day = (at: Date) => t.day(at, parts.timeZone);
  sheet.open("Table");
  for (const { label, value, inCode } of certificate.claims) {
    const text = valueText(value, t);
    row(sheet, t.words(label), inCode ? text : `${text} *`);
  }
  row(sheet, t("certificate.issued-on"), day(certificate.issuedAt));
  const { validUntil, expiresAt } = certificate;
  const until = validUntil?.includes("T") && expiresAt ? day(expiresAt) : validUntil;
  const end = until === undefined ? t("certificate.for-life") : untilText(until, t);
  row(sheet, t("certificate.valid-until"), end);
  row(sheet, t("certificate.number"), certificate.number, true);
  sheet.close();
  sheet.rule();
  sheet.y += 10;
  if (certificate.claims.every(({ inCode }) => inCode)) return;
  sheet.element("Note", () =>
    sheet.text(t("certificate.not-in-code"), { ...labelStyle, width: inner }),
  );
  sheet.y += 6;
}

function valueText(value: Claim["value"], t: Translate): string {
  if (typeof value === "boolean") return t(value ? "component.yes" : "component.no");
  return typeof value === "string" ? value : t.words(value);
}

const untilText = (until: string, t: Translate) =>
  /^\d{4}-\d{2}-\d{2}$/.test(until) ? t.date(until) : until;

function check(sheet: Sheet, certificate: SignedCredential, { origin }: Look, t: Translate): void {
  const pages = sheet.doc.bufferedPageRange().count;
  sheet.room(codeSide + 16);
  const onNewPage = sheet.doc.bufferedPageRange().count > pages;
  // Below a table the code stands at the foot of the page, where offices look for it.
  const foot = page.height - page.bottom - codeSide - 6;
  const top = onNewPage ? sheet.y : Math.max(sheet.y + 10, foot);
  const matrix = codeMatrix(qrText(origin, certificate.cwt));
  const alt = t("certificate.code-alt", { number: certificate.number });
  sheet.element(
    "Figure",
    () => drawCode(sheet.doc, matrix, { x: page.side, y: top, side: codeSide }),
    { alt },
  );
  const x = page.side + codeSide + 28;
  const width = inner - codeSide - 28;
  const address = `${origin.replace(/^https?:\/\//, "")}/v`;
  sheet.y = top - 3;
  sheet.element("H2", () =>
    sheet.text(t("certificate.check-title"), { size: 13, font: "strong", x, width }),
  );
  sheet.y += 5;
  sheet.element("P", () => sheet.text(t("certificate.check-how"), { size: 10, x, width }));
  sheet.y += 5;
  const only = t("certificate.check-only-at", { address });
  sheet.element("P", () =>
    sheet.text(only, { size: 10.5, font: "strong", colour: ink.accent, x, width }),
  );
  sheet.y += 3;
  const numberLine = `${t("certificate.number")}: ${certificate.number}`;
  sheet.element("P", () => sheet.text(numberLine, { size: 10.5, font: "strong", x, width }));
  sheet.y += 5;
  sheet.element("P", () => sheet.text(t("certificate.check-compare"), { size: 10, x, width }));
}

/** Number and page at the foot of every page, so that a loose sheet can be put back. */
function footers(sheet: Sheet, certificate: Credential, t: Translate): void {
  const { start, count } = sheet.doc.bufferedPageRange();
  for (let index = start; index < start + count; index++) {
    sheet.doc.switchToPage(index);
    sheet.doc.markContent("Artifact", { type: "Pagination" });
    const foot = t("certificate.page", { page: index + 1, pages: count });
    sheet.y = page.height - 40;
    sheet.text(`${t("certificate.number")} ${certificate.number}`, {
      size: 8,
      colour: ink.quiet,
      width: 300,
    });
    sheet.doc.fontSize(8).text(foot, page.side, page.height - 40, { width: inner, align: "right" });
    sheet.doc.endMarkedContent();
  }
}

/** @returns the bytes of the PDF; the same certificate has the same content in every language. */
export async function drawCertificate(
  certificate: SignedCredential,
  parts: Look,
  t: Translate,
): Promise<Uint8Array> {
  const title = t.words(certificate.title);
  const authority = t.words(certificate.authority.name);
  const sheet = await newSheet({
    title: `${title} ${certificate.number}`,
    author: authority,
    lang: t.lang,
    at: certificate.issuedAt,
  });
  if (parts.demonstration) band(sheet, t("certificate.demonstration"), ink.quiet);
  if (certificate.revoked) {
    const date = t.day(certificate.revoked.at, parts.timeZone);
    band(sheet, t("certificate.revoked-on", { date }), ink.stop);
  }
  heading(sheet, authority, title);
  table(sheet, certificate, parts, t);
  check(sheet, certificate, parts, t);
  footers(sheet, certificate, t);
  return sheet.finish();
}
