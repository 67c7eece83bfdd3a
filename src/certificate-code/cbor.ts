/**
 * CBOR (RFC 8949) as far as a certificate needs it, in its one deterministic form (section 4.2.1):
 * whole numbers of at most four bytes, text, bytes, yes and no, arrays, maps, tags. What is written
 * in any other form is refused, so that one certificate has one sequence of bytes.
 */
export type Bytes = Uint8Array<ArrayBuffer>;
export type CborMap = Map<Cbor, Cbor>;
export type Cbor =
  | number
  | string
  | boolean
  | Bytes
  | readonly Cbor[]
  | CborMap
  | { readonly tag: number; readonly value: Cbor };

/** No certificate nests deeper than its payload, its status and a list of codes. */
const deepest = 8;

const concat = (parts: readonly Uint8Array[]): Bytes => {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
};

function head(major: number, n: number): Bytes {
  const first = major << 5;
  if (n < 24) return Uint8Array.of(first | n);
  if (n < 0x100) return Uint8Array.of(first | 24, n);
  if (n < 0x10000) return Uint8Array.of(first | 25, n >> 8, n & 255);
  if (n > 0xffffffff) throw new RangeError("larger than four bytes");
  return Uint8Array.of(first | 26, n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255);
}

/** @throws RangeError for a number that is not whole or needs more than four bytes */
export function encode(value: Cbor): Bytes {
  if (typeof value === "boolean") return Uint8Array.of(value ? 0xf5 : 0xf4);
  if (typeof value === "number") {
    if (!Number.isInteger(value)) throw new RangeError("not a whole number");
    return value >= 0 ? head(0, value) : head(1, -1 - value);
  }
  if (typeof value === "string") {
    const text = new TextEncoder().encode(value);
    return concat([head(3, text.length), text]);
  }
  if (value instanceof Uint8Array) return concat([head(2, value.length), value]);
  if (value instanceof Map) return encodeMap(value);
  if ("tag" in value) return concat([head(6, value.tag), encode(value.value)]);
  return concat([head(4, value.length), ...value.map(encode)]);
}

/** Keys in the order of their bytes. */
function encodeMap(map: CborMap): Bytes {
  const pairs = [...map].map(([key, value]) => ({ key: encode(key), value: encode(value) }));
  const sorted = pairs.sort((a, b) => (latin(a.key) < latin(b.key) ? -1 : 1));
  return concat([head(5, map.size), ...sorted.flatMap(({ key, value }) => [key, value])]);
}

/** One character for each byte, so that texts compare as bytes do. */
const latin = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/** @throws Error for anything but one value in deterministic form */
export function decode(bytes: Uint8Array): Cbor {
  const reader = new Reader(bytes);
  const value = reader.item(0);
  if (!reader.isAtEnd) throw new Error("something follows");
  return value;
}

class Reader {
  #at = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  item(depth: number): Cbor {
    if (depth > deepest) throw new Error("nested too deep");
    const [first = 0] = this.#take(1);
    const major = first >> 5;
    if (major === 7) {
      if (first === 0xf4 || first === 0xf5) return first === 0xf5;
      throw new Error("a kind of value that no certificate has");
    }
    const n = this.#argument(first & 31);
    switch (major) {
      case 0:
        return n;
      case 1:
        return -1 - n;
      case 2:
        return this.#take(n);
      case 3:
        return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(this.#take(n));
      case 4:
        return this.#array(n, depth);
      case 5:
        return this.#map(n, depth);
      default:
        return { tag: n, value: this.item(depth + 1) };
    }
  }

  #take(length: number): Bytes {
    if (length > this.#bytes.length - this.#at) throw new Error("cut off");
    this.#at += length;
    return new Uint8Array(this.#bytes.slice(this.#at - length, this.#at));
  }

  /** The number in the head of an item; no longer form than it needs. */
  #argument(info: number): number {
    if (info < 24) return info;
    const size = [1, 2, 4][info - 24];
    if (size === undefined) throw new Error("larger than four bytes, or of no told length");
    const value = this.#take(size).reduce((sum, byte) => sum * 256 + byte, 0);
    if (value < (size === 1 ? 24 : 256 ** (size / 2))) throw new Error("not the shortest form");
    return value;
  }

  #array(length: number, depth: number): Cbor[] {
    const items: Cbor[] = [];
    for (let i = 0; i < length; i++) items.push(this.item(depth + 1));
    return items;
  }

  #map(size: number, depth: number): CborMap {
    const map: CborMap = new Map();
    let before = "";
    for (let i = 0; i < size; i++) {
      const start = this.#at;
      const key = this.item(depth + 1);
      const text = latin(this.#bytes.subarray(start, this.#at));
      if (i > 0 && text <= before) throw new Error("keys out of order");
      before = text;
      map.set(key, this.item(depth + 1));
    }
    return map;
  }
}
