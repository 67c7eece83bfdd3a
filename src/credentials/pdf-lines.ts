/** What a certificate says, as fields of a paper in two languages. Pure. */
import { type Both, type PaperField, type PaperGroup, two } from "../paper/index.ts";
import type { Translate } from "../platform/i18n/index.ts";
import type { Claim, Credential } from "./paper.ts";

const days = /^\d{4}-\d{2}-\d{2}$/;

/** A date is said in words, a list of dates as well; everything else stays as it is. */
export function dateWords(text: string, t: Translate): string {
  const parts = text.split(", ");
  return parts.every((part) => days.test(part))
    ? parts.map((part) => t.date(part)).join(", ")
    : text;
}

/** A claim as it is said to somebody; empty where it says nothing. */
export function valueText(value: Claim["value"], t: Translate): string {
  if (typeof value === "boolean") return t(value ? "component.yes" : "component.no");
  return dateWords(typeof value === "string" ? value : t.words(value), t);
}

/** The last day of validity, or that there is none. */
export function untilText(
  { validUntil, expiresAt }: Pick<Credential, "validUntil" | "expiresAt">,
  timeZone: string,
  t: Translate,
): string {
  if (validUntil === undefined) return t("certificate.for-life");
  return validUntil.includes("T") && expiresAt
    ? t.day(expiresAt, timeZone)
    : dateWords(validUntil, t);
}

/** Number, day of issue and end: what every certificate says, whatever its kind. */
export const ownFields = (
  certificate: Pick<Credential, "number" | "issuedAt" | "validUntil" | "expiresAt">,
  timeZone: string,
  both: Both,
): readonly PaperField[] => [
  { label: two(both, (t) => t("certificate.number")), value: [certificate.number] },
  {
    label: two(both, (t) => t("certificate.issued-on")),
    value: two(both, (t) => t.day(certificate.issuedAt, timeZone)),
  },
  {
    label: two(both, (t) => t("certificate.valid-until")),
    value: two(both, (t) => untilText(certificate, timeZone, t)),
  },
];

const isSame = (a: PaperField, b: PaperField): boolean =>
  a.label[0] === b.label[0] && a.value[0] === b.value[0];

/** The names of the lines that the code does not hold, each once. */
export const outsideCode = (
  { claims }: Pick<Credential, "claims">,
  { first }: Both,
): readonly string[] => [
  ...new Set(
    claims
      .filter(({ inCode, value }) => !inCode && valueText(value, first) !== "")
      .map(({ label }) => first.words(label)),
  ),
];

/**
 * The claims by the parts that the definition gave them, in their order. What is empty, printed
 * large above or said by every certificate anyway is left out.
 */
export function groupsOf(
  { claims, subject }: Pick<Credential, "claims" | "subject">,
  own: readonly PaperField[],
  both: Both,
): readonly PaperGroup[] {
  const groups = new Map<string, PaperField[]>();
  for (const { name, label, value: claim, part = "" } of claims) {
    const words = two(both, (t) => valueText(claim, t));
    if (words[0] === "" || name === subject || part === "issue") continue;
    const field = { label: two(both, (t) => t.words(label)), value: words };
    if (own.some((each) => isSame(each, field))) continue;
    groups.set(part, [...(groups.get(part) ?? []), field]);
  }
  return [...groups].map(([part, fields]) =>
    part === ""
      ? { fields }
      : { fields, title: two(both, (t) => t.named(`certificate.part.${part}`)) },
  );
}
