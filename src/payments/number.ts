/**
 * The totally anti-symmetric quasigroup of order 10 from H. Michael Damm's thesis (Marburg, 2004):
 * one check digit catches every single wrong digit and every swap of neighbours.
 */
const damm = [
  "0317598642",
  "7092154863",
  "4206871359",
  "1750983426",
  "6123045978",
  "3674209581",
  "5869720134",
  "8945362017",
  "9438617205",
  "2581436790",
];

const interim = (digits: string): string =>
  [...digits].reduce((row, digit) => damm[Number(row)]?.[Number(digit)] ?? "", "0");

const drawn = 9;

/**
 * A billing number to type into a telephone: twelve digits, `88` first as people know it from
 * Irembo, nine random, one check digit.
 *
 * @param random at least nine random bytes
 */
export function makeBillNumber(random: Uint8Array): string {
  let digits = "88";
  for (const byte of random.subarray(0, drawn)) digits += byte % 10;
  return digits + interim(digits);
}

/**
 * The billing number that a person typed, with spaces and dashes anywhere. Undefined when invalid.
 */
export function normaliseBillNumber(typed: string): string | undefined {
  const digits = typed.replaceAll(/[\s\u00a0.-]/g, "");
  return /^88\d{10}$/.test(digits) && interim(digits) === "0" ? digits : undefined;
}
