/**
 * Exact decimal numbers. A safe integer stays a JavaScript number; every other number is a
 * coefficient and a power of ten, without trailing zeros, so that each value has exactly one
 * representation. At most 34 significant digits, ties to even, as DMN 1.5 asks (IEEE 754-2008
 * decimal128).
 */
export class Decimal {
  readonly c: bigint;
  readonly e: number;
  constructor(c: bigint, e: number) {
    this.c = c;
    this.e = e;
  }
}
export type Num = number | Decimal;
export type Rounding = "floor" | "ceiling" | "up" | "down" | "half-up";

const DIGITS = 34;
const GUARD_DIGITS = 60;
const MAX_EXPONENT = 6144;
const MAX_POWER = 10_000;

const abs = (n: bigint): bigint => (n < 0n ? -n : n);
const tens = (n: number): bigint => 10n ** BigInt(n);
const coefficient = (n: Num): bigint => (typeof n === "number" ? BigInt(n) : n.c);
const exponent = (n: Num): number => (typeof n === "number" ? 0 : n.e);

/** c × 10^e in canonical form, rounded half-even to `digits`; null beyond the range. */
export function settle(c: bigint, e: number, digits = DIGITS): Num | null {
  if (c === 0n) return 0;
  let text = abs(c).toString();
  if (text.length > digits) {
    const drop = text.length - digits;
    const unit = tens(drop);
    const magnitude = abs(c);
    const rest = (magnitude % unit) * 2n;
    let rounded = magnitude / unit;
    if (rest > unit || (rest === unit && rounded % 2n === 1n)) rounded += 1n;
    c = c < 0n ? -rounded : rounded;
    e += drop;
    text = rounded.toString();
  }
  let zeros = 0;
  while (text.charCodeAt(text.length - 1 - zeros) === 48) zeros += 1;
  if (zeros > 0) c /= tens(zeros);
  e += zeros;
  const length = text.length - zeros;
  if (length + e > MAX_EXPONENT || e < -MAX_EXPONENT) return null;
  if (e >= 0 && length + e <= 16) {
    const whole = Number(c * tens(e));
    if (Number.isSafeInteger(whole)) return whole;
  }
  return new Decimal(c, e);
}

/** Parses "12", "-0.5", "1e-7"; null where the text is no number. */
export function parseNumber(text: string): Num | null {
  const match = /^([+-]?)(\d*)(?:\.(\d+))?(?:[eE]([+-]?\d{1,5}))?$/.exec(text);
  if (match === null || text.length > 400) return null;
  const [, sign, whole = "", fraction = "", power = "0"] = match;
  if (whole === "" && fraction === "") return null;
  const c = BigInt(whole + fraction);
  return settle(sign === "-" ? -c : c, Number(power) - fraction.length);
}

/**
 * A JavaScript number by its shortest decimal text: 0.1 is one tenth. Null for NaN and infinities.
 */
export function fromNumber(n: number): Num | null {
  return Number.isSafeInteger(n) ? n + 0 : parseNumber(String(n));
}

export const toNumber = (n: Num): number => (typeof n === "number" ? n : Number(`${n.c}e${n.e}`));

/** Plain decimal text, without exponent. */
export function toText(n: Num): string {
  if (typeof n === "number") return String(n);
  if (n.e >= 0) return `${n.c}${"0".repeat(n.e)}`;
  const digits = abs(n.c)
    .toString()
    .padStart(1 - n.e, "0");
  return `${n.c < 0n ? "-" : ""}${digits.slice(0, n.e)}.${digits.slice(n.e)}`;
}

/** Both coefficients at the smaller exponent. */
function align(a: Num, b: Num): [bigint, bigint, number] {
  const e = Math.min(exponent(a), exponent(b));
  return [coefficient(a) * tens(exponent(a) - e), coefficient(b) * tens(exponent(b) - e), e];
}

export function compareNum(a: Num, b: Num): number {
  if (typeof a === "number" && typeof b === "number") return a < b ? -1 : a > b ? 1 : 0;
  const [x, y] = align(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

export const negate = (a: Num): Num => (typeof a === "number" ? 0 - a : new Decimal(-a.c, a.e));

export function addNum(a: Num, b: Num): Num | null {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  const [x, y, e] = align(a, b);
  return settle(x + y, e);
}

export const subtractNum = (a: Num, b: Num): Num | null => addNum(a, negate(b));

export function multiplyNum(a: Num, b: Num): Num | null {
  if (typeof a === "number" && typeof b === "number") {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product + 0;
  }
  return settle(coefficient(a) * coefficient(b), exponent(a) + exponent(b));
}

/** To 34 significant digits, ties to even; null where `b` is zero. */
export function divideNum(a: Num, b: Num, digits = DIGITS): Num | null {
  if (b === 0) return null;
  if (typeof a === "number" && typeof b === "number" && a % b === 0) return a / b + 0;
  const over = abs(coefficient(a));
  const under = abs(coefficient(b));
  const shift = Math.max(0, digits + 2 + under.toString().length - over.toString().length);
  const scaled = over * tens(shift);
  // One more digit, set where a remainder exists, shows the rounding that it is no tie.
  const quotient = (scaled / under) * 10n + (scaled % under === 0n ? 0n : 1n);
  const negative = coefficient(a) < 0n !== coefficient(b) < 0n;
  return settle(negative ? -quotient : quotient, exponent(a) - exponent(b) - shift - 1, digits);
}

/** Whole powers up to ±10,000; null otherwise (a root has no exact decimal). */
export function powerNum(base: Num, power: Num): Num | null {
  if (typeof power !== "number" || Math.abs(power) > MAX_POWER) return null;
  let result: Num | null = 1;
  let square: Num | null = base;
  for (let left = Math.abs(power); left > 0 && result !== null; left = Math.floor(left / 2)) {
    if (square === null) return null;
    if (left % 2 === 1) result = multiplyWide(result, square);
    if (left > 1) square = multiplyWide(square, square);
  }
  if (result === null) return null;
  return power < 0 ? divideNum(1, result) : settle(coefficient(result), exponent(result));
}

const multiplyWide = (a: Num, b: Num): Num | null =>
  settle(coefficient(a) * coefficient(b), exponent(a) + exponent(b), GUARD_DIGITS);

/** Rounds to `scale` digits after the point (negative: before it). */
export function roundNum(n: Num, scale: Num, rounding: Rounding): Num | null {
  if (typeof scale !== "number" || Math.abs(scale) > MAX_EXPONENT) return null;
  const drop = -(exponent(n) + scale);
  if (drop <= 0) return n;
  const c = coefficient(n);
  const unit = tens(drop);
  const whole = c / unit;
  const rest = c % unit;
  return settle(whole + step(rounding, rest, unit), -scale);
}

/** The increment that rounding adds to the part truncated towards zero. */
function step(rounding: Rounding, rest: bigint, unit: bigint): bigint {
  if (rest === 0n || rounding === "down") return 0n;
  const away = rest < 0n ? -1n : 1n;
  if (rounding === "floor") return away < 0n ? -1n : 0n;
  if (rounding === "ceiling") return away < 0n ? 0n : 1n;
  if (rounding === "up") return away;
  return abs(rest) * 2n >= unit ? away : 0n;
}

/** DMN: dividend - divisor × floor(dividend / divisor), so the sign is the divisor's. */
export function moduloNum(a: Num, b: Num): Num | null {
  if (b === 0) return null;
  const [x, y, e] = align(a, b);
  const rest = x % y;
  return settle(rest !== 0n && rest < 0n !== y < 0n ? rest + y : rest, e);
}
