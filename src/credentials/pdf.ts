/**
 * A certificate as a tagged PDF in two languages: the state and its authority, the content by its
 * meaning, who signed, and how to check it. Four layouts, and a letter for what is none of them.
 */
import {
  type Both,
  drawBand,
  drawCentredHead,
  drawDraftBand,
  drawDraftMark,
  drawFrame,
  drawGrid,
  drawSideHead,
  drawStrips,
  drawTwo,
  type Face,
  fitted,
  ink,
  newSheet,
  page,
  plainFace,
  type Sheet,
  secondStyle,
  two,
} from "../paper/index.ts";
import {
  type Credential,
  expiryOf,
  type IssueCommand,
  type Layout,
  type SignedCredential,
} from "./paper.ts";
import type { Parts } from "./parts.ts";
import { drawFoot, footHeight } from "./pdf-foot.ts";
import { groupsOf, outsideCode, ownFields, valueText } from "./pdf-lines.ts";

/** The parts that appear on the sheet. */
export type Look = Pick<Parts, "origin" | "timeZone" | "demonstration" | "face">;

/** What is drawn of a certificate, or of one that is not signed yet. */
export type Printed = Omit<Credential, "id" | "caseId" | "personId" | "service" | "documentType">;

/** All that the pieces of one paper draw from. */
export interface Drawing {
  readonly sheet: Sheet;
  /** Without its code it is a draft. */
  readonly certificate: Printed;
  readonly look: Look;
  readonly face: Face;
  readonly both: Both;
  readonly place: { readonly x: number; readonly width: number };
  /** The end of what may be drawn on, above the border. */
  readonly bottom: number;
}

interface Shape {
  readonly side: number;
  readonly top: number;
  readonly bottom: number;
  /** A border all around and everything in the middle. */
  readonly framed?: boolean;
  readonly boxed?: boolean;
  readonly ground: (sheet: Sheet, face: Face) => void;
}

const framed: Shape = { side: 66, top: 58, bottom: 58, framed: true, ground: drawFrame };
const shapes: Readonly<Record<Layout, Shape>> = {
  "civil-status": framed,
  licence: framed,
  permit: framed,
  trade: { side: 36, top: 52, bottom: 48, boxed: true, ground: drawStrips },
  letter: { side: 62, top: 54, bottom: 48, ground: () => undefined },
};

/** That it is a demonstration, small but above everything. */
function notices(drawing: Drawing): void {
  const { sheet, certificate, look, face, both, place } = drawing;
  if (look.demonstration) {
    const own = face.illustrative === true && face.emblem.paths.length > 0;
    const say = two(both, (t) =>
      own ? t("certificate.demonstration-emblem") : t("certificate.demonstration"),
    );
    const first = { size: 7.6, font: "strong" as const, gap: 0, align: "center" as const };
    const style = { ...first, ...place, colour: ink.quiet };
    const second = { ...secondStyle(style, 8.6), ...place };
    drawTwo(sheet, "P", say, { style: { first: style, second }, lang: both.second?.lang });
    sheet.y += 8;
  }
  const { revoked, cwt } = certificate;
  if (!cwt) drawDraftBand(sheet, both, place);
  if (revoked) {
    const words = two(both, (t) =>
      t("certificate.revoked-on", { date: t.day(revoked.at, look.timeZone) }),
    );
    drawBand(sheet, words, { ...place, colour: ink.stop, lang: both.second?.lang });
  }
}

/** Whom it is about, in the largest letters of the paper, below the words that lead to it. */
function subjectLine({ sheet, certificate, both, place }: Drawing, layout: Layout): void {
  const claim = certificate.claims.find(({ name }) => name === certificate.subject);
  const value = claim && two(both, (t) => valueText(claim.value, t));
  if (!value || value[0] === "") return;
  const lang = both.second?.lang;
  const lead = two(both, (t) => t.named(`certificate.lead.${layout}`));
  const at = { ...place, align: "center" as const, gap: 0 };
  const small = { ...at, size: 9.5, colour: ink.quiet };
  sheet.y += 9;
  drawTwo(sheet, "P", lead, { style: { first: small, second: secondStyle(small, 10.5) }, lang });
  sheet.y += 2;
  const large = fitted(sheet, value[0], { ...at, size: 24, font: "heavy" }, 15);
  drawTwo(sheet, "P", value, { style: { first: large, second: secondStyle(large, 14) }, lang });
}

/** Number and page at the foot of every page, so that a loose sheet can be put back. */
function footers({ sheet, certificate, both, place, bottom }: Drawing): void {
  const { start, count } = sheet.doc.bufferedPageRange();
  if (count === 1) return;
  for (let index = start; index < start + count; index++) {
    sheet.doc.switchToPage(index);
    sheet.doc.markContent("Artifact", { type: "Pagination" });
    const { first } = both;
    const words = first("certificate.page", { page: index + 1, pages: count });
    sheet.y = bottom + 1;
    const style = { ...place, size: 7.5, colour: ink.quiet, align: "center" as const };
    sheet.text(`${certificate.number} · ${words}`, style);
    sheet.doc.endMarkedContent();
  }
}

/** @returns the bytes of the PDF; the same certificate has the same content in every language. */
export const drawCertificate = (
  certificate: SignedCredential,
  look: Look,
  both: Both,
): Promise<Uint8Array> => draw(certificate, look, both);

/** A certificate as it would be issued at an instant: on every page it says that it is a draft. */
export function drawDraft(
  { claims, ...command }: IssueCommand,
  { at, ...look }: Look & { readonly at: Date },
  both: Both,
): Promise<Uint8Array> {
  const { validUntil } = command;
  const expiresAt = validUntil === undefined ? undefined : expiryOf(validUntil, look.timeZone);
  const certificate: Printed = {
    ...command,
    ...{ number: "–", issuedAt: at },
    ...(expiresAt && { expiresAt }),
    claims: claims.map((claim) => ({ ...claim, inCode: true })),
  };
  return draw(certificate, look, both);
}

async function draw(certificate: Printed, look: Look, both: Both): Promise<Uint8Array> {
  const { layout = "letter" } = certificate;
  const shape = shapes[layout];
  const face = look.face ?? plainFace;
  const title = two(both, (t) => t.words(certificate.title));
  const authority = two(both, (t) => t.words(certificate.authority.name));
  const { top, bottom } = shape;
  const sheet = await newSheet({
    title: `${title[0]} ${certificate.number}`,
    author: authority[0],
    lang: both.first.lang,
    at: certificate.issuedAt,
    ground: {
      ...{ top, bottom },
      draw: (each) => {
        shape.ground(each, face);
        if (!certificate.cwt) drawDraftMark(each, both);
      },
    },
  });
  const place = { x: shape.side, width: page.width - 2 * shape.side };
  const drawing = {
    ...{ sheet, certificate, look, face, both, place },
    bottom: page.height - bottom,
  };
  notices(drawing);
  const head = shape.framed ? drawCentredHead : drawSideHead;
  head(sheet, { face, both, authority, title }, place);
  if (shape.framed) subjectLine(drawing, layout);
  content(drawing, shape);
  drawFoot(drawing);
  footers(drawing);
  return sheet.finish();
}

function content(drawing: Drawing, shape: Shape): void {
  const { sheet, certificate, look, face, both, place, bottom } = drawing;
  const { subject, ...rest } = certificate;
  const own = ownFields(certificate, look.timeZone, both);
  const groups = groupsOf(shape.framed && subject ? { ...rest, subject } : rest, own, both);
  sheet.y += 10;
  const outside = outsideCode(certificate, both);
  const note = both.first("certificate.not-in-code", { lines: both.first.list(outside) });
  const small = { ...place, size: 7.2, colour: ink.quiet, gap: 0 };
  const noteHeight = outside.length > 0 ? sheet.height(note, small) + 4 : 0;
  const room = bottom - footHeight - 8 - noteHeight - sheet.y;
  const boxed = shape.boxed === true;
  drawGrid(sheet, groups, { ...place, face, both, boxed }, room);
  if (outside.length > 0) {
    sheet.y += 3;
    sheet.element("P", () => sheet.text(note, small));
  }
  sheet.room(footHeight);
}
