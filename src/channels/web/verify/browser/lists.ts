// The kinds of lists that a check needs. Each is believed only when the operator's key signed it.

import { fromBase64url, isSignedBy, type PublicKey } from "../../../../certificate-code/index.ts";

/** Words by language. */
export type Words = Readonly<Record<string, string>>;

/** A code and how it was worded from some time on. */
export interface CodeWords {
  readonly value: string;
  readonly label: Words;
  readonly since: number;
}

/** One kind of certificate of one issuer, as the trust list names it. Times in seconds. */
export interface TrustedService {
  readonly issuer: string;
  readonly authority: Words;
  readonly documentType: string;
  readonly title: Words;
  readonly labels: ReadonlyMap<number, Words>;
  /** The codes that a field may hold and their words, oldest first. */
  readonly values: ReadonlyMap<number, readonly CodeWords[]>;
  readonly keys: readonly PublicKey[];
  /** Newest first. */
  readonly statuses: readonly {
    readonly granted: boolean;
    /** The key was stolen: only what stands on its list of issued papers counts. */
    readonly compromised: boolean;
    readonly since: number;
  }[];
}

export interface TrustList {
  readonly issuedAt: number;
  readonly nextUpdate: number;
  /** Addresses of the status lists. */
  readonly statusLists: readonly string[];
  /** Addresses of the lists of papers really issued with keys that were stolen. */
  readonly issuedLists: readonly string[];
  readonly services: readonly TrustedService[];
}

export interface StatusList {
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** One bit per certificate; set where it is revoked. */
  readonly bits: Uint8Array;
}

/** What a check knows; a list that could not be loaded is absent. */
export interface Lists {
  readonly trust: TrustList | undefined;
  readonly statuses: ReadonlyMap<string, StatusList>;
  /** By the id of a stolen key: digests of the papers really issued with it. */
  readonly issued: ReadonlyMap<string, ReadonlySet<string>>;
}

const jsonOf = (base64url: string) =>
  JSON.parse(new TextDecoder().decode(fromBase64url(base64url)));

/**
 * Payload of a compact JWS (RFC 7515); undefined when it is not of this type or not signed by this
 * key. What the operator signed has the shape that the operator documents: it is not checked again.
 */
async function payloadOf<Payload>(
  jws: string,
  type: string,
  key: PublicKey,
): Promise<Payload | undefined> {
  const [header = "", payload = "", signature = ""] = jws.trim().split(".");
  const { alg, typ } = jsonOf(header);
  if (alg !== "ES256" || typ !== type) return undefined;
  const signed = new TextEncoder().encode(`${header}.${payload}`);
  return (await isSignedBy(key, fromBase64url(signature), signed)) ? jsonOf(payload) : undefined;
}

type Localized = readonly { readonly lang: string; readonly value: string }[];

interface StatusSince {
  readonly ServiceStatus: string;
  readonly StatusStartingTime: string;
}

interface FieldEntry {
  readonly Field: number;
  readonly Label: Localized;
  readonly Values?: readonly {
    readonly Value: string;
    readonly Label: Localized;
    readonly Since?: string;
  }[];
}

interface ServiceEntry {
  readonly ServiceInformation: StatusSince & {
    readonly ServiceName: Localized;
    readonly ServiceDigitalIdentity: { readonly PublicKeyValues: readonly PublicKey[] };
    readonly ServiceInformationExtensions: readonly [
      {
        readonly DocumentType: string;
        readonly DocumentFields: readonly FieldEntry[];
      },
    ];
  };
  readonly ServiceHistory: readonly StatusSince[];
}

interface EntityInformation {
  readonly TEName: Localized;
  readonly TEInformationExtensions: readonly [{ readonly Issuer: string }];
}

/** The parts of a list of trusted entities (ETSI TS 119 602) that the check reads. */
interface TrustListPayload {
  readonly LoTE?: {
    readonly ListAndSchemeInformation: {
      readonly ListIssueDateTime: string;
      readonly NextUpdate: string;
      readonly SchemeExtensions: readonly [
        { readonly StatusLists: readonly string[]; readonly IssuedLists?: readonly string[] },
      ];
    };
    readonly TrustedEntitiesList: readonly {
      readonly TrustedEntityInformation: EntityInformation;
      readonly TrustedEntityServices: readonly ServiceEntry[];
    }[];
  };
}

const words = (localized: Localized): Words =>
  Object.fromEntries(localized.map(({ lang, value }) => [lang, value]));

const seconds = (text: string): number => Date.parse(text) / 1000;

const codesOf = ({ Values = [] }: FieldEntry): CodeWords[] =>
  Values.map(({ Value, Label, Since }) => ({
    value: Value,
    label: words(Label),
    since: Since === undefined ? 0 : seconds(Since),
  }));

function serviceOf(
  { ServiceInformation: now, ServiceHistory }: ServiceEntry,
  entity: EntityInformation,
): TrustedService {
  const [{ DocumentType, DocumentFields }] = now.ServiceInformationExtensions;
  return {
    issuer: entity.TEInformationExtensions[0].Issuer,
    authority: words(entity.TEName),
    documentType: DocumentType,
    title: words(now.ServiceName),
    labels: new Map(DocumentFields.map(({ Field, Label }) => [Field, words(Label)])),
    values: new Map(DocumentFields.map((field) => [field.Field, codesOf(field)])),
    keys: now.ServiceDigitalIdentity.PublicKeyValues,
    statuses: [now, ...ServiceHistory].map(({ ServiceStatus, StatusStartingTime }) => ({
      granted: ServiceStatus.endsWith("/granted"),
      compromised: ServiceStatus.endsWith("/compromised"),
      since: Math.floor(seconds(StatusStartingTime)),
    })),
  };
}

/** Reads a list of trusted entities that `anchor` signed; undefined where it did not. */
export async function readTrustList(
  jws: string,
  anchor: PublicKey,
): Promise<TrustList | undefined> {
  const list = (await payloadOf<TrustListPayload>(jws, "trustlist+jwt", anchor))?.LoTE;
  if (!list) return undefined;
  const scheme = list.ListAndSchemeInformation;
  return {
    issuedAt: seconds(scheme.ListIssueDateTime),
    nextUpdate: seconds(scheme.NextUpdate),
    statusLists: scheme.SchemeExtensions[0].StatusLists,
    issuedLists: scheme.SchemeExtensions[0].IssuedLists ?? [],
    services: list.TrustedEntitiesList.flatMap((entity) =>
      entity.TrustedEntityServices.map((service) =>
        serviceOf(service, entity.TrustedEntityInformation),
      ),
    ),
  };
}

interface StatusListPayload {
  readonly sub: string;
  readonly iat: number;
  readonly exp: number;
  readonly status_list: { readonly bits: number; readonly lst: string };
}

/** Reads a Token Status List that `anchor` signed for this address; undefined where it did not. */
export async function readStatusList(
  jws: string,
  uri: string,
  anchor: PublicKey,
): Promise<StatusList | undefined> {
  const token = await payloadOf<StatusListPayload>(jws, "statuslist+jwt", anchor);
  if (token?.sub !== uri || token.status_list.bits !== 1) return undefined;
  const packed = new Blob([fromBase64url(token.status_list.lst)]).stream();
  const plain = packed.pipeThrough(new DecompressionStream("deflate"));
  const bits = new Uint8Array(await new Response(plain).arrayBuffer());
  return { issuedAt: token.iat, expiresAt: token.exp, bits };
}

interface IssuedListPayload {
  readonly sub: string;
  readonly kid: string;
  readonly issued: string;
}

const digestBytes = 16;
const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** The entry of a certificate in a list of issued ones: the digest of its signed bytes. */
export const digestOf = async (code: Uint8Array): Promise<string> =>
  hex(
    new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(code))).subarray(
      0,
      digestBytes,
    ),
  );

/** Reads a list of papers really issued that `anchor` signed for this address: key and digests. */
export async function readIssuedList(
  jws: string,
  uri: string,
  anchor: PublicKey,
): Promise<readonly [string, ReadonlySet<string>] | undefined> {
  const token = await payloadOf<IssuedListPayload>(jws, "issuedlist+jwt", anchor);
  if (token?.sub !== uri) return undefined;
  const all = fromBase64url(token.issued);
  const digests = Array.from({ length: all.length / digestBytes }, (_, at) =>
    hex(all.subarray(at * digestBytes, (at + 1) * digestBytes)),
  );
  return [token.kid, new Set(digests)];
}

async function textAt(path: string): Promise<string> {
  const response = await fetch(path, { cache: "no-cache", credentials: "omit" });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.text();
}

/** Loads all kinds from this origin. The requests say nothing of the certificate. */
export async function loadLists(anchor: PublicKey): Promise<Lists> {
  const trust = await textAt("/trust-list")
    .then((jws) => readTrustList(jws, anchor))
    .catch(() => undefined);
  const statuses = new Map<string, StatusList>();
  for (const uri of trust?.statusLists ?? []) {
    const list = await textAt(new URL(uri).pathname)
      .then((jws) => readStatusList(jws, uri, anchor))
      .catch(() => undefined);
    if (list) statuses.set(uri, list);
  }
  const issued = new Map<string, ReadonlySet<string>>();
  for (const uri of trust?.issuedLists ?? []) {
    const list = await textAt(new URL(uri).pathname)
      .then((jws) => readIssuedList(jws, uri, anchor))
      .catch(() => undefined);
    if (list) issued.set(...list);
  }
  return { trust, statuses, issued };
}
