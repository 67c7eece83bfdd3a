/**
 * One line of a certificate: name, label by language, and what it says (words by language, yes or
 * no, or text).
 */
export interface StatementLine {
  readonly name: string;
  readonly label: Readonly<Record<string, string>>;
  readonly value: string | boolean | Readonly<Record<string, string>>;
  /** For words: the codes of what was chosen. */
  readonly codes?: readonly string[];
  /** Where it stands in the object of a standard: `exporter.legalAddress.country`. */
  readonly as?: string;
}

/** Everything that a certificate says, also what found no room in its code. */
export interface Statement {
  readonly number: string;
  readonly lines: readonly StatementLine[];
}

export interface StatementObject {
  readonly [name: string]: string | boolean | readonly string[] | StatementObject;
}

type Growing = Record<string, StatementObject[string]>;

/**
 * The lines of a certificate as the object of the standard that it follows, codes in place of words
 * and nothing for what is empty; undefined where no line says where it stands.
 */
export function objectOf({ lines }: Statement): StatementObject | undefined {
  const placed = lines.filter(({ as }) => as !== undefined);
  if (placed.length === 0) return undefined;
  const whole: Growing = Object.create(null);
  for (const { as = "", value, codes } of placed) {
    const codesOrValue = codes ? (codes.length === 1 ? (codes[0] ?? "") : codes) : value;
    if (codesOrValue === "") continue;
    const path = as.split(".");
    const last = path.pop() ?? "";
    let at: Growing = whole;
    for (const name of path) {
      at[name] ??= Object.create(null) as StatementObject;
      at = at[name] as Growing;
    }
    // Words that are no code are in the language of whoever wrote them; one is as good as another.
    at[last] =
      typeof codesOrValue === "object" && !Array.isArray(codesOrValue)
        ? firstOf(codesOrValue)
        : codesOrValue;
  }
  return whole;
}

const firstOf = (words: StatementObject[string]): string =>
  String(Object.values(words as Readonly<Record<string, string>>)[0] ?? "");

/**
 * What a code has the SHA-256 of: a salt, and a statement as its JSON was written. The salt keeps
 * others from guessing what the lines say by trying: they could do it offline, as the digest stands
 * in a code that many may see.
 */
export function boundBytes(salt: Uint8Array, statement: string): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(statement);
  const bytes = new Uint8Array(salt.length + text.length);
  bytes.set(salt);
  bytes.set(text, salt.length);
  return bytes;
}

/** Whether this is the statement that the code was signed over. */
export async function isStatementOf(
  digest: Uint8Array,
  salt: Uint8Array,
  statement: string,
): Promise<boolean> {
  const bytes = boundBytes(salt, statement);
  const computed = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return digest.length === computed.length && computed.every((byte, at) => byte === digest[at]);
}
