// Deterministic CBOR (RFC 8949 section 4.2.1), only the kinds that a paper uses: whole numbers, byte
// strings, texts, lists, maps, tags and booleans. Anything else, or any other way to write the same, throws.

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** @param {Uint8Array} bytes @returns {unknown} maps as Map, tags as { tag, value } */
export function decode(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;

  const take = (length) => {
    if (length > bytes.length - at) throw new Error("cut off");
    at += length;
    return bytes.subarray(at - length, at);
  };

  const argument = (info) => {
    if (info < 24) return info;
    const size = info - 24;
    if (size > 2) throw new Error("too large"); // nothing in a paper needs more than four bytes
    take(1 << size);
    const start = at - (1 << size);
    const value = [
      () => view.getUint8(start),
      () => view.getUint16(start),
      () => view.getUint32(start),
    ][size]();
    if (value < [24, 256, 65536][size]) throw new Error("not the shortest form");
    return value;
  };

  const map = (size) => {
    const result = new Map();
    let before = "";
    for (let i = 0; i < size; i++) {
      const start = at;
      const key = item();
      const written = String.fromCharCode(...bytes.subarray(start, at));
      if (i > 0 && written <= before) throw new Error("keys out of order");
      before = written;
      result.set(key, item());
    }
    return result;
  };

  const item = () => {
    const [first] = take(1);
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
        throw new Error("not in a paper");
    }
  };

  const value = item();
  if (at !== bytes.length) throw new Error("something follows");
  return value;
}

/** A byte string as CBOR: what the signature of a paper is made over needs no other kind. */
export function byteString(bytes) {
  const n = bytes.length;
  const head = n < 24 ? [64 + n] : n < 256 ? [88, n] : [89, n >> 8, n & 255];
  return [...head, ...bytes];
}
