// Deterministic CBOR (RFC 8949, section 4.2.1) for the kinds that a certificate uses: integers, byte
// strings, texts, arrays, maps, tags and booleans. Anything else, and any other encoding of these, throws.

const utf8 = new TextDecoder("utf-8", { fatal: true });

export type Cbor =
  | number
  | boolean
  | string
  | Uint8Array<ArrayBuffer>
  | readonly Cbor[]
  | CborMap
  | CborTag;

/** A map as it was encoded; its keys are integers or texts in a certificate. */
export type CborMap = ReadonlyMap<Cbor, Cbor>;

export interface CborTag {
  readonly tag: number;
  readonly value: Cbor;
}

/** Decodes exactly one item that fills `bytes`. Throws on anything that is not deterministic CBOR. */
export function decode(bytes: Uint8Array<ArrayBuffer>): Cbor {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;

  const take = (length: number): Uint8Array<ArrayBuffer> => {
    if (length > bytes.length - at) throw new Error("cut off");
    at += length;
    return bytes.subarray(at - length, at);
  };

  /** The number in the head of an item: in its first byte, or in the one, two or four that follow. */
  const argument = (info: number): number => {
    if (info < 24) return info;
    const start = at;
    const [read, least] =
      info === 24
        ? [() => view.getUint8(start), 24]
        : info === 25
          ? [() => view.getUint16(start), 256]
          : [() => view.getUint32(start), 65536];
    if (info > 26) throw new Error("too large"); // a certificate needs no more than four bytes
    take(1 << (info - 24));
    const value = read();
    if (value < least) throw new Error("not the shortest form");
    return value;
  };

  const map = (size: number): CborMap => {
    const entries = new Map<Cbor, Cbor>();
    let previous = "";
    for (let i = 0; i < size; i++) {
      const start = at;
      const key = item();
      const encoded = String.fromCharCode(...bytes.subarray(start, at));
      if (i > 0 && encoded <= previous) throw new Error("keys out of order");
      previous = encoded;
      entries.set(key, item());
    }
    return entries;
  };

  const item = (): Cbor => {
    const [first = 0] = take(1);
    const n = argument(first & 31);
    switch (first >> 5) {
      case 0:
        return n;
      case 1:
        return -1 - n;
      case 2:
        return take(n);
      case 3:
        return utf8.decode(take(n));
      case 4:
        return Array.from({ length: n }, item);
      case 5:
        return map(n);
      case 6:
        return { tag: n, value: item() };
      default:
        if (first === 0xf4 || first === 0xf5) return first === 0xf5;
        throw new Error("not in a certificate");
    }
  };

  const value = item();
  if (at !== bytes.length) throw new Error("trailing bytes");
  return value;
}

/** A byte string as CBOR: the one kind that has to be encoded to check a signature. */
export function byteString(bytes: Uint8Array): number[] {
  const n = bytes.length;
  const head = n < 24 ? [64 + n] : n < 256 ? [88, n] : [89, n >> 8, n & 255];
  return [...head, ...bytes];
}
