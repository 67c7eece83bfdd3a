/**
 * A device with a passkey (WebAuthn Level 3), as a browser would answer for it: one P-256 key, no
 * attestation, its holder always verified.
 */
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { encode } from "cborg";

interface Question {
  readonly challenge: string;
  readonly rp?: { readonly id?: string };
  readonly rpId?: string;
  readonly user?: { readonly id: string };
}

export interface Device {
  /** The answer to a question that a page asks, as the field `answer` of its form. */
  answer(options: string, origin: string): string;
}

const presentAndVerified = 0x05;
const withCredential = 0x40;
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
const sha256 = (of: string | Uint8Array): Buffer => createHash("sha256").update(of).digest();

export function makeDevice(): Device {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const id = randomBytes(32);
  let userHandle: string | undefined;
  // COSE_Key: EC2, ES256, P-256 (RFC 9053, 7.1).
  const cose = new Map<number, number | Uint8Array>([
    ...([
      [1, 2],
      [3, -7],
      [-1, 1],
    ] as const),
    [-2, Buffer.from(x, "base64url")],
    [-3, Buffer.from(y, "base64url")],
  ]);
  const dataOf = (rpId: string, flags: number) =>
    Buffer.concat([sha256(rpId), Buffer.from([flags, 0, 0, 0, 0])]);
  const clientData = (type: string, challenge: string, origin: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));

  function created(question: Question, origin: string): object {
    userHandle = question.user?.id;
    const authData = Buffer.concat([
      dataOf(question.rp?.id ?? "", presentAndVerified | withCredential),
      Buffer.alloc(16),
      Buffer.from([id.length >> 8, id.length & 0xff]),
      id,
      encode(cose),
    ]);
    const attestation = encode({ fmt: "none", attStmt: {}, authData: new Uint8Array(authData) });
    return {
      clientDataJSON: text(clientData("webauthn.create", question.challenge, origin)),
      attestationObject: text(attestation),
      transports: ["internal"],
    };
  }

  function shown(question: Question, origin: string): object {
    const authenticatorData = dataOf(question.rpId ?? "", presentAndVerified);
    const said = clientData("webauthn.get", question.challenge, origin);
    const signed = Buffer.concat([authenticatorData, sha256(said)]);
    return {
      clientDataJSON: text(said),
      authenticatorData: text(authenticatorData),
      signature: text(sign("sha256", signed, privateKey)),
      ...(userHandle && { userHandle }),
    };
  }

  return {
    answer(options, origin) {
      const question = JSON.parse(options) as Question;
      const response = question.user ? created(question, origin) : shown(question, origin);
      const rawId = text(id);
      const kind = { type: "public-key", authenticatorAttachment: "platform" };
      return JSON.stringify({ id: rawId, rawId, ...kind, clientExtensionResults: {}, response });
    },
  };
}
