// Judges a certificate by the text of its code and the two lists alone. Nothing is sent anywhere.
import {
  type CertificateClaims,
  contentOf,
  fromBase32,
  verifyCwt,
} from "../../../../certificate-code/index.ts";
import { digestOf, type Lists, type TrustedService, type Words } from "./lists.ts";

export type Verdict =
  | "valid"
  | "not-checked"
  | "revoked"
  | "expired"
  | "altered"
  | "unknown-issuer"
  | "withdrawn-issuer"
  | "compromised-issuer"
  | "no-lists"
  | "not-hamwe";

export interface Checked {
  readonly verdict: Verdict;
  /** In seconds; what it means depends on the verdict. */
  readonly date?: number;
  /** Only where its signature is genuine and its issuer was entitled. */
  readonly genuine?: { readonly certificate: CertificateClaims; readonly service: TrustedService };
  /** Name of an issuer that was not entitled. */
  readonly authority?: Words;
}

/** Whether the issuer was entitled to this kind of certificate when it was signed. */
const grantedAt = ({ statuses }: TrustedService, time: number): boolean =>
  statuses.find(({ since }) => since <= time)?.granted ?? false;

/** The standing of a genuine certificate by its status list. */
function standing(
  { status, expiresAt }: CertificateClaims,
  { statuses }: Lists,
  trust: { readonly issuedAt: number; readonly nextUpdate: number },
  now: number,
): Checked {
  const list = statuses.get(status.uri);
  const bits = list?.bits[status.index >> 3];
  const revoked = bits !== undefined && ((bits >> (status.index & 7)) & 1) === 1;
  const asOf = list?.issuedAt ?? trust.issuedAt;
  // A revocation is final: an outdated list proves one, but it does not prove that there is none.
  if (revoked) return { verdict: "revoked", date: asOf };
  if (expiresAt !== undefined && expiresAt <= now)
    return { verdict: "expired", date: expiresAt - 1 };
  if (bits === undefined || !list || list.expiresAt <= now)
    return { verdict: "not-checked", date: asOf };
  if (trust.nextUpdate <= now) return { verdict: "not-checked", date: trust.issuedAt };
  return { verdict: "valid", date: asOf };
}

/** What is said of bytes that are no genuine certificate. */
const verdicts: Readonly<Record<string, Verdict>> = {
  "credentials.unknown-issuer": "unknown-issuer",
  "credentials.altered": "altered",
};

/** Judges the text of a code by the lists (see lists.ts) at `now`, in seconds. Never throws. */
export async function check(text: string, lists: Lists, now: number): Promise<Checked> {
  const bytes = fromBase32(contentOf(text));
  if (!bytes) return { verdict: "not-hamwe" };
  const { trust } = lists;
  let kid = "";
  const read = await verifyCwt(bytes, (id) => {
    kid = id;
    return trust?.services.flatMap(({ keys }) => keys).find((key) => key.kid === id);
  });
  // Without a list every key is unknown, which says nothing of the certificate.
  if (!trust)
    return {
      verdict: kid === "" ? "not-hamwe" : "no-lists",
    };
  const unknown: Checked = { verdict: "unknown-issuer", date: trust.issuedAt };
  if (!read.ok) {
    const verdict = verdicts[read.refusal.code] ?? "not-hamwe";
    return verdict === "unknown-issuer" ? unknown : { verdict };
  }
  const certificate = read.value;
  const { documentType, issuer, issuedAt } = certificate;
  const service = trust.services.find(
    (each) =>
      each.documentType === documentType &&
      each.issuer === issuer &&
      each.keys.some((key) => key.kid === kid),
  );
  if (!service) return unknown;
  const stolen = service.statuses.find(({ compromised }) => compromised);
  if (stolen) {
    // A thief of the key can choose any date, so the date in the certificate proves nothing.
    const issued = lists.issued.get(kid);
    if (!issued) return { verdict: "not-checked", date: trust.issuedAt };
    if (!issued.has(await digestOf(bytes)))
      return { verdict: "compromised-issuer", date: stolen.since, authority: service.authority };
  } else if (!grantedAt(service, issuedAt))
    return { verdict: "withdrawn-issuer", date: issuedAt, authority: service.authority };
  return { ...standing(certificate, lists, trust, now), genuine: { certificate, service } };
}
