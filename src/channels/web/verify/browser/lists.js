// The two kinds of lists that a check needs, each believed only when the operator's key signed it.

const curve = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

export const importKey = ({ kty, crv, x, y }) =>
  crypto.subtle.importKey("jwk", { kty, crv, x, y }, curve, false, ["verify"]);

export const verifySignature = async (jwk, signature, signed) =>
  crypto.subtle.verify(curve, await importKey(jwk), signature, signed);

const bytesOf = (base64url) =>
  Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (c) =>
    c.charCodeAt(0),
  );

const jsonOf = (base64url) => JSON.parse(new TextDecoder().decode(bytesOf(base64url)));

/** Payload of a compact JWS (RFC 7515), undefined when it is not of this type or not by this key. */
async function payloadOf(jws, type, jwk) {
  const [header, payload, signature] = jws.trim().split(".");
  const { alg, typ } = jsonOf(header);
  if (alg !== "ES256" || typ !== type) return undefined;
  const signed = new TextEncoder().encode(`${header}.${payload}`);
  return (await verifySignature(jwk, bytesOf(signature), signed)) ? jsonOf(payload) : undefined;
}

const words = (localized) => Object.fromEntries(localized.map(({ lang, value }) => [lang, value]));
const instant = (text) => Date.parse(text) / 1000;

const fieldValue = ({ Value, Label, Since }) => ({
  value: Value,
  label: words(Label),
  since: Since === undefined ? 0 : instant(Since),
});

function serviceOf({ ServiceInformation: now, ServiceHistory }, entity) {
  const [{ DocumentType, DocumentFields }] = now.ServiceInformationExtensions;
  return {
    issuer: entity.TEInformationExtensions[0].Issuer,
    authority: words(entity.TEName),
    documentType: DocumentType,
    title: words(now.ServiceName),
    labels: new Map(DocumentFields.map(({ Field, Label }) => [Field, words(Label)])),
    values: new Map(
      DocumentFields.map(({ Field, Values = [] }) => [Field, Values.map(fieldValue)]),
    ),
    keys: now.ServiceDigitalIdentity.PublicKeyValues,
    // Newest first.
    statuses: [now, ...ServiceHistory].map(({ ServiceStatus, StatusStartingTime }) => ({
      granted: ServiceStatus.endsWith("/granted"),
      since: Math.floor(instant(StatusStartingTime)),
    })),
  };
}

/** A list of trusted entities (ETSI TS 119 602) as the check wants it. Times in seconds. */
export async function readTrustList(jws, anchor) {
  const list = (await payloadOf(jws, "trustlist+jwt", anchor))?.LoTE;
  if (!list) return undefined;
  const scheme = list.ListAndSchemeInformation;
  return {
    issuedAt: instant(scheme.ListIssueDateTime),
    nextUpdate: instant(scheme.NextUpdate),
    statusLists: scheme.SchemeExtensions[0].StatusLists,
    services: list.TrustedEntitiesList.flatMap((entity) =>
      entity.TrustedEntityServices.map((service) =>
        serviceOf(service, entity.TrustedEntityInformation),
      ),
    ),
  };
}

/** A Token Status List: `{ issuedAt, expiresAt, bits }`. */
export async function readStatusList(jws, uri, anchor) {
  const token = await payloadOf(jws, "statuslist+jwt", anchor);
  if (token?.sub !== uri || token.status_list.bits !== 1) return undefined;
  const packed = new Blob([bytesOf(token.status_list.lst)]).stream();
  const plain = packed.pipeThrough(new DecompressionStream("deflate"));
  const bits = new Uint8Array(await new Response(plain).arrayBuffer());
  return { issuedAt: token.iat, expiresAt: token.exp, bits };
}

/** Fetches both from here; what cannot be had is left out. Nothing of a paper is in these requests. */
export async function loadLists(anchor) {
  const text = async (path) => {
    const answer = await fetch(path, { cache: "no-cache", credentials: "omit" });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.text();
  };
  const trust = await text("/trust-list")
    .then((jws) => readTrustList(jws, anchor))
    .catch(() => undefined);
  const statuses = new Map();
  for (const uri of trust?.statusLists ?? []) {
    const jws = text(new URL(uri).pathname);
    const list = await jws.then((got) => readStatusList(got, uri, anchor)).catch(() => undefined);
    if (list) statuses.set(uri, list);
  }
  return { trust, statuses };
}
