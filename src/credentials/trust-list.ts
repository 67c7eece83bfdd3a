/**
 * Who may issue which document: a List of Trusted Entities in the JSON form of ETSI TS 119 602,
 * signed as a JWS. One trusted entity per authority, one service per document type and key, with
 * its status and status history: a certificate signed before a withdrawal can still be checked.
 */
import type { PublicKey } from "../certificate-code/index.ts";
import type { ToSign } from "../signing/index.ts";

export type Words = Readonly<Record<string, string>>;

export interface IssuerStatus {
  /** A stolen key is `compromised`: only what stands on its list of issued papers counts. */
  readonly status: "granted" | "withdrawn" | "compromised";
  readonly since: Date;
}

export interface DocumentField {
  /** Number under which the code carries this field. */
  readonly field: number;
  readonly name: string;
  readonly label: Words;
  /** Words of the codes that the field may hold. */
  readonly values?: readonly FieldValue[];
}

export interface FieldValue {
  /** Absent for certificates that were signed with words instead of codes. */
  readonly value?: string;
  readonly label: Words;
  /** ISO instant from which a code has this wording, where the wording changed. */
  readonly since?: string;
}

export interface TrustedIssuer {
  readonly authority: { readonly id: string; readonly name: Words };
  readonly documentType: string;
  readonly title: Words;
  readonly fields: readonly DocumentField[];
  readonly key: PublicKey;
  /** Oldest first, never empty. */
  readonly statuses: readonly IssuerStatus[];
}

export interface TrustScheme {
  /** ISO 3166-1 alpha-2, upper case. */
  readonly territory: string;
  readonly operator: Words;
  readonly origin: string;
  /** Addresses of the status lists, so that a verifier can fetch them before it goes offline. */
  readonly statusLists: readonly string[];
  /** Addresses of the lists of papers really issued, one for each key that was stolen. */
  readonly issuedLists: readonly string[];
}

/** After this many days without a newer list, a verifier must not rely on it. */
export const trustListDays = 30;

const localized = (words: Words) => Object.entries(words).map(([lang, value]) => ({ lang, value }));

const identity = (key: PublicKey) => ({ PublicKeyValues: [{ ...key, use: "sig", alg: "ES256" }] });

const fieldValue = ({ value, label, since }: FieldValue) => ({
  ...(value !== undefined && { Value: value }),
  Label: localized(label),
  ...(since && { Since: since }),
});

function service(issuer: TrustedIssuer, origin: string) {
  const instances = issuer.statuses.map(({ status, since }) => ({
    ServiceName: localized(issuer.title),
    ServiceTypeIdentifier: `${origin}/v/types/${issuer.documentType}`,
    ServiceDigitalIdentity: identity(issuer.key),
    ServiceStatus: `${origin}/v/status/${status}`,
    StatusStartingTime: since.toISOString(),
  }));
  const fields = issuer.fields.map(({ field, name, label, values }) => ({
    Field: field,
    Name: name,
    Label: localized(label),
    ...(values && { Values: values.map(fieldValue) }),
  }));
  const extension = { DocumentType: issuer.documentType, DocumentFields: fields };
  return {
    ServiceInformation: { ...instances.at(-1), ServiceInformationExtensions: [extension] },
    ServiceHistory: instances.slice(0, -1).reverse(),
  };
}

function entity(issuers: readonly TrustedIssuer[], { territory, origin }: TrustScheme) {
  const [first] = issuers;
  return {
    TrustedEntityInformation: {
      TEName: localized(first?.authority.name ?? {}),
      TEAddress: { TEPostalAddress: [], TEElectronicAddress: [] },
      TEInformationExtensions: [
        { Issuer: `${territory.toLowerCase()}/${first?.authority.id ?? ""}` },
      ],
    },
    TrustedEntityServices: issuers.map((issuer) => service(issuer, origin)),
  };
}

/** The unsigned list. Its sequence number is its time in seconds: it only ever grows. */
export function trustList(scheme: TrustScheme, issuers: readonly TrustedIssuer[], at: Date) {
  const byAuthority = Map.groupBy(issuers, ({ authority }) => authority.id);
  return {
    LoTE: {
      ListAndSchemeInformation: {
        LoTEVersionIdentifier: 1,
        LoTESequenceNumber: Math.floor(at.getTime() / 1000),
        LoTEType: `${scheme.origin}/v/trust-list`,
        SchemeOperatorName: localized(scheme.operator),
        SchemeTerritory: scheme.territory,
        // 65535 (section 6.3.14): nothing is ever dropped from the history.
        HistoricalInformationPeriod: 65535,
        PointersToOtherLoTE: [],
        ListIssueDateTime: at.toISOString(),
        NextUpdate: new Date(at.getTime() + trustListDays * 86_400_000).toISOString(),
        SchemeExtensions: [{ StatusLists: scheme.statusLists, IssuedLists: scheme.issuedLists }],
      },
      TrustedEntitiesList: [...byAuthority.values()].map((each) => entity(each, scheme)),
    },
  };
}

export const trustListToSign = (
  scheme: TrustScheme,
  issuers: readonly TrustedIssuer[],
  at: Date,
): ToSign => ({
  kind: "list",
  typ: "trustlist+jwt",
  payload: trustList(scheme, issuers, at),
});
