/**
 * What the generator remembers: the time of the last id (ms since 1970) and its counter (12 bits).
 */
export interface UuidClock {
  readonly milliseconds: number;
  readonly counter: number;
}

/**
 * The next UUIDv7: 48 bits of time, a 12-bit counter, 62 random bits. Ids made by one generator
 * always rise, also within a millisecond and when the clock is set back.
 * Source: RFC 9562, 5.7 and 6.2 method 1 (fixed bit-length dedicated counter).
 *
 * @param now milliseconds since 1970
 * @param random ten random bytes: two seed the counter, eight fill the rest
 */
export function nextUuid(
  last: UuidClock,
  now: number,
  random: Uint8Array,
): { readonly id: string; readonly clock: UuidClock } {
  const clock = advance(last, now, random);
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, Math.floor(clock.milliseconds / 2 ** 32));
  view.setUint32(2, clock.milliseconds % 2 ** 32);
  view.setUint16(6, 0x7000 | clock.counter);
  bytes.set(random.subarray(2, 10), 8);
  view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f));
  const hex = Buffer.from(bytes.buffer).toString("hex");
  const ends = [8, 12, 16, 20, 32];
  return { id: ends.map((end, at) => hex.slice(ends[at - 1] ?? 0, end)).join("-"), clock };
}

/**
 * A new millisecond seeds the counter with 11 random bits, so that half of its range is left to
 * rise.
 */
function advance(last: UuidClock, now: number, random: Uint8Array): UuidClock {
  const seed = (((random[0] ?? 0) << 8) | (random[1] ?? 0)) & 0x7ff;
  if (now > last.milliseconds) return { milliseconds: now, counter: seed };
  if (last.counter < 0xfff) return { ...last, counter: last.counter + 1 };
  return { milliseconds: last.milliseconds + 1, counter: seed };
}
